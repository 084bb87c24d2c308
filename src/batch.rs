//! Work on many documents at once, taken up in the order they were given.
//!
//! The one place where threads are. A few documents are ahead of the one whose turn
//! it is, never more, so memory does not grow with their number.

use std::any::Any;
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// How many documents a thread may be ahead.
const AHEAD: usize = 32;
/// How long a result is waited for before `idle` is called.
const IDLE: Duration = Duration::from_secs(1);

/// What ended the work on one document, where it was a defect of this program.
#[derive(Debug, thiserror::Error)]
#[error("a defect of this program ended the reading of it: {0}; please report this with the document")]
pub struct Defect(String);

/// Does `work` on every item, `threads` at a time, and hands the results to `take` in the
/// items' order, until it breaks off. A panic in `work` is that item's [`Defect`]. While the next
/// result is waited for, `idle` is called now and then.
///
/// Of the few items that are ahead, the heaviest by `weight` are begun first: one that is begun
/// last would keep a single thread busy while the others have nothing left to do.
///
/// # Errors
/// The threads cannot be started.
pub fn run<I, T, B>(
    items: &[I],
    threads: NonZeroUsize,
    weight: impl Fn(&I) -> u64,
    work: impl Fn(&I) -> T + Sync,
    mut idle: impl FnMut(),
    mut take: impl FnMut(&I, Result<T, Defect>) -> ControlFlow<B>,
) -> Result<ControlFlow<B>, rayon::ThreadPoolBuildError>
where
    I: Sync,
    T: Send,
{
    if threads.get() == 1 {
        return Ok(one_by_one(items, work, take));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build()?;
    let (work, ahead) = (&work, threads.get() * AHEAD);
    Ok(pool.in_place_scope_fifo(|scope| {
        let mut waiting = VecDeque::with_capacity(ahead);
        let mut rest = items.iter();
        loop {
            let mut next = Vec::new();
            // More than one at a time, of which the heaviest goes first; not so many that the threads wait for them.
            if waiting.len() <= ahead / 4 * 3 {
                for item in rest.by_ref().take(ahead - waiting.len()) {
                    let (send, receive) = mpsc::sync_channel(1);
                    waiting.push_back((item, receive));
                    next.push((item, send));
                }
                // One thread alone does all in any order, and in the given one nothing has to wait.
                if threads.get() > 1 {
                    next.sort_by_key(|(item, _)| Reverse(weight(item)));
                }
            }
            for (item, send) in next {
                scope.spawn_fifo(move |_| {
                    // Nobody waits any more where the taker broke off.
                    let _ = send.send(guarded(work, item));
                });
            }
            let Some((item, receive)) = waiting.pop_front() else { return ControlFlow::Continue(()) };
            let result = loop {
                match receive.recv_timeout(IDLE) {
                    Ok(result) => break result,
                    Err(RecvTimeoutError::Timeout) => idle(),
                    Err(RecvTimeoutError::Disconnected) => break Err(Defect("its thread was lost".into())),
                }
            };
            if let ControlFlow::Break(why) = take(item, result) {
                return ControlFlow::Break(why);
            }
        }
    }))
}

/// One thread is the caller's own.
fn one_by_one<I, T, B>(
    items: &[I],
    work: impl Fn(&I) -> T,
    mut take: impl FnMut(&I, Result<T, Defect>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    for item in items {
        take(item, guarded(&work, item))?;
    }
    ControlFlow::Continue(())
}

fn guarded<I, T>(work: impl Fn(&I) -> T, item: &I) -> Result<T, Defect> {
    catch_unwind(AssertUnwindSafe(|| work(item))).map_err(|panic| Defect(message(panic.as_ref())))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(n: usize) -> NonZeroUsize {
        NonZeroUsize::new(n).unwrap()
    }

    #[test]
    fn results_come_in_order_and_a_panic_costs_one() {
        let items: Vec<usize> = (0..50).collect();
        for n in [1, 2, 7] {
            let mut taken = Vec::new();
            let end = run(
                &items,
                threads(n),
                |&item| item as u64 % 5,
                |&item| {
                    assert!(item != 13, "thirteen");
                    item * 2
                },
                || {},
                |&item, result| {
                    taken.push((item, result.map_err(|e| e.to_string())));
                    ControlFlow::<()>::Continue(())
                },
            );
            assert!(matches!(end, Ok(ControlFlow::Continue(()))));
            assert!(taken.iter().map(|(item, _)| *item).eq(0..50));
            assert!(taken[13].1.as_ref().is_err_and(|e| e.contains("thirteen")));
            assert_eq!(taken[14].1, Ok(28));
        }
    }

    #[test]
    fn breaking_off_ends_the_work() {
        let items: Vec<usize> = (0..1000).collect();
        let started = std::sync::atomic::AtomicUsize::new(0);
        let end = run(
            &items,
            threads(2),
            |_| 1,
            |_| started.fetch_add(1, std::sync::atomic::Ordering::Relaxed),
            || {},
            |&item, _| if item == 3 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) },
        );
        assert!(matches!(end, Ok(ControlFlow::Break("enough"))));
        assert!(started.into_inner() < 100);
    }
}

//! Which cell stands under which column, where a dump lost merged cells and rows shifted.
//!
//! Cells and columns keep their order; within that, the assignment that fits best what
//! columns hold and cells look like wins. A row as long as its header stays as it is
//! unless another way fits clearly better.

/// How well a cell fits a column, from -3 to 3.
pub(super) type Fit = f32;

/// What it costs to leave a column without a cell.
const SKIP_COLUMN: Fit = 0.4;

/// The best assignment: for each cell its column, or none.
///
/// `fit[cell][column]` says how well they fit, `skip[cell]` what it costs to leave the
/// cell out. Of equal ways the one that keeps to the left wins.
pub(super) fn align(fit: &[Vec<Fit>], skip: &[Fit], columns: usize) -> (Vec<Option<usize>>, Fit) {
    let cells = fit.len();
    let mut best = vec![vec![0.0; columns + 1]; cells + 1];
    for column in (0..columns).rev() {
        best[cells][column] = best[cells][column + 1] - SKIP_COLUMN;
    }
    for cell in (0..cells).rev() {
        best[cell][columns] = best[cell + 1][columns] - skip[cell];
        for column in (0..columns).rev() {
            let take = fit[cell][column] + best[cell + 1][column + 1];
            let leave_column = best[cell][column + 1] - SKIP_COLUMN;
            let leave_cell = best[cell + 1][column] - skip[cell];
            best[cell][column] = take.max(leave_column).max(leave_cell);
        }
    }
    let (mut cell, mut column) = (0, 0);
    let mut assigned = vec![None; cells];
    while cell < cells && column < columns {
        let here = best[cell][column];
        let close = |value: Fit| (here - value).abs() < 1e-4;
        if close(fit[cell][column] + best[cell + 1][column + 1]) {
            assigned[cell] = Some(column);
            (cell, column) = (cell + 1, column + 1);
        } else if close(best[cell][column + 1] - SKIP_COLUMN) {
            column += 1;
        } else {
            cell += 1;
        }
    }
    (assigned, best[0][0])
}

#[cfg(test)]
mod tests {
    use proptest::strategy::Strategy;

    use super::*;

    #[test]
    fn a_short_row_finds_its_columns_by_what_it_holds() {
        // Columns: text, text, value, value. Cells: text, value.
        let fit = vec![vec![1.0, 1.0, -2.0, -2.0], vec![-2.0, -2.0, 2.0, 2.0]];
        let (assigned, _) = align(&fit, &[1.0; 2], 4);
        assert_eq!(assigned, [Some(0), Some(2)]);
    }

    #[test]
    fn a_cell_too_many_is_left_out_where_it_fits_worst() {
        let fit = vec![vec![2.0, 0.0], vec![-2.0, -2.0], vec![0.0, 2.0]];
        let (assigned, _) = align(&fit, &[1.0; 3], 2);
        assert_eq!(assigned, [Some(0), None, Some(1)]);
    }

    /// The best of all assignments that keep the order.
    fn brute(fit: &[Vec<Fit>], skip: &[Fit], cell: usize, column: usize, columns: usize) -> Fit {
        if cell == fit.len() {
            return -SKIP_COLUMN * (columns - column) as Fit;
        }
        let leave = brute(fit, skip, cell + 1, column, columns) - skip[cell];
        (column..columns).fold(leave, |best, to| {
            let skipped = SKIP_COLUMN * (to - column) as Fit;
            best.max(fit[cell][to] - skipped + brute(fit, skip, cell + 1, to + 1, columns))
        })
    }

    proptest::proptest! {
        #[test]
        fn no_other_way_fits_better_and_order_is_kept(
            (fit, skip) in (0usize..5, 1usize..6).prop_flat_map(|(cells, columns)| (
                proptest::collection::vec(proptest::collection::vec(-4.0f32..4.0, columns), cells),
                proptest::collection::vec(0.0f32..2.0, cells),
            ))
        ) {
            let columns = fit.first().map_or(3, Vec::len);
            let (assigned, best) = align(&fit, &skip, columns);
            proptest::prop_assert!((best - brute(&fit, &skip, 0, 0, columns)).abs() < 1e-3);
            let taken: Vec<usize> = assigned.iter().flatten().copied().collect();
            proptest::prop_assert!(taken.windows(2).all(|pair| pair[0] < pair[1]));
            let sum: Fit = assigned.iter().enumerate().map(|(n, at)| at.map_or(-skip[n], |at| fit[n][at])).sum();
            let sum = sum - SKIP_COLUMN * (columns - taken.len()) as Fit;
            proptest::prop_assert!((best - sum).abs() < 1e-3, "{best} told, {sum} done");
        }
    }
}

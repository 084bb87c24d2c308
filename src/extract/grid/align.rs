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
}

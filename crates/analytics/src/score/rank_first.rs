//! Quintiles of the usual "rank first" recipe, which breaks ties by the order of the table; only to be compared
//! with.

use clientele_contract::RfmScores;
use rayon::prelude::*;

use super::Measures;

/// Scores as `pandas.qcut(measure.rank(method="first"), 5)` gives them, with the labels of recency turned.
///
/// All customers are ranked from 1 to n by the value of a measure, from least to greatest, equal values in the
/// order of the customer table (by id). The edges of the quintiles are 1 + (n − 1) · j / 5 for j = 1 to 4; the score
/// is 1 + the number of edges below the rank. Recency is ranked by its days, and its score is 6 − that.
pub(crate) fn rank_first_scores(measures: Measures<'_>) -> Vec<RfmScores> {
    let (recency, (frequency, monetary)) = rayon::join(
        || quintiles_by_rank(measures.recency_days),
        || rayon::join(|| quintiles_by_rank(measures.orders), || quintiles_by_rank(measures.spent_cents)),
    );
    (0..measures.len())
        .map(|row| RfmScores {
            recency: 6 - recency[row],
            frequency: frequency[row],
            monetary: monetary[row],
        })
        .collect()
}

fn quintiles_by_rank<T: Ord + Copy + Send + Sync>(values: &[T]) -> Vec<u8> {
    let mut order: Vec<(T, u32)> = values.iter().copied().zip(0..).collect();
    order.par_sort_unstable();
    let steps = values.len().saturating_sub(1) as u64;
    let mut scores = vec![0; values.len()];
    for (place, (_, row)) in (0_u64..).zip(order) {
        // Exact in integers: the edge j lies below the rank if (n − 1) j < 5 (rank − 1).
        let edges_below = (1..5).filter(|edge| steps * edge < 5 * place).count();
        scores[row as usize] = 1 + edges_below as u8;
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `pandas.qcut(pandas.Series(values).rank(method="first"), 5, labels=[1, 2, 3, 4, 5])`, by its definition:
    /// of eleven ranks the edges are 3, 5, 7 and 9, each belonging to the lower quintile.
    #[test]
    fn ties_fall_apart_by_position() {
        assert_eq!(quintiles_by_rank(&[7; 11]), [1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
        assert_eq!(quintiles_by_rank(&[3, 1, 2, 1, 1]), [5, 1, 4, 2, 3]);
        assert_eq!(quintiles_by_rank(&[9]), [1]);
        assert_eq!(quintiles_by_rank::<i64>(&[]), [0_u8; 0]);
    }

    #[test]
    fn fewer_days_score_higher_and_of_equal_days_the_first() {
        let days = [30, 10, 20, 10, 40];
        let measures = Measures { recency_days: &days, orders: &[1; 5], spent_cents: &[1; 5] };
        let recency: Vec<u8> = rank_first_scores(measures).iter().map(|scores| scores.recency).collect();
        assert_eq!(recency, [2, 5, 3, 4, 1]);
    }
}

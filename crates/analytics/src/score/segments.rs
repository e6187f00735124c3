//! From scores to segments: each of the 125 RFM codes belongs to exactly one segment.

use clientele_contract::{RfmScores, Segment};

const CODES: usize = 125;

/// The standard map.
const MAP: [(Segment, &[u16]); 11] = [
    (Segment::Champions, &[555, 554, 544, 545, 454, 455, 445]),
    (Segment::Loyal, &[543, 444, 435, 355, 354, 345, 344, 335]),
    (
        Segment::PotentialLoyalist,
        &[
            553, 551, 552, 541, 542, 533, 532, 531, 452, 451, 442, 441, 431, 453, 433, 432, 423, 353, 352,
            351, 342, 341, 333, 323,
        ],
    ),
    (Segment::New, &[512, 511, 422, 421, 412, 411, 311]),
    (Segment::Promising, &[525, 524, 523, 522, 521, 515, 514, 513, 425, 424, 413, 414, 415, 315, 314, 313]),
    (Segment::NeedAttention, &[535, 534, 443, 434, 343, 334, 325, 324]),
    (Segment::AboutToSleep, &[331, 321, 312, 221, 213, 231, 241, 251]),
    (
        Segment::AtRisk,
        &[
            255, 254, 245, 244, 253, 252, 243, 242, 235, 234, 225, 224, 153, 152, 145, 143, 142, 135, 134,
            133, 125, 124,
        ],
    ),
    (Segment::CannotLose, &[155, 154, 144, 214, 215, 115, 114, 113]),
    (Segment::Hibernating, &[332, 322, 233, 232, 223, 222, 132, 123, 122, 212, 211]),
    (Segment::Lost, &[111, 112, 121, 131, 141, 151]),
];

/// The segment of each code, at [`position`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SegmentTable([Segment; CODES]);

/// The standard map.
pub(crate) static STANDARD: SegmentTable = SegmentTable(standard_table());

/// The grid of recency and frequency: spend does not matter, and nobody is Lost.
pub(crate) static GRID: SegmentTable = SegmentTable(grid_table());

impl SegmentTable {
    /// `None` if a code is without a segment.
    pub(crate) fn from_codes(segments: &[Option<Segment>; CODES]) -> Option<Self> {
        let mut table = [Segment::Lost; CODES];
        for (place, segment) in table.iter_mut().zip(segments) {
            *place = (*segment)?;
        }
        Some(Self(table))
    }

    /// The segment of a customer with these scores.
    pub(crate) fn segment_of(&self, scores: RfmScores) -> Segment {
        self.0[position(scores.code())]
    }

    /// Every code with its segment, by code.
    pub(crate) fn codes(&self) -> impl Iterator<Item = (u16, Segment)> {
        (0..CODES).map(|position| (code_at(position), self.0[position]))
    }
}

/// 111 → 0, 112 → 1 … 555 → 124.
pub(crate) const fn position(code: u16) -> usize {
    ((code / 100 - 1) * 25 + (code / 10 % 10 - 1) * 5 + (code % 10 - 1)) as usize
}

/// 0 → 111, 1 → 112 … 124 → 555.
pub(crate) const fn code_at(position: usize) -> u16 {
    let position = position as u16;
    (position / 25 + 1) * 100 + (position / 5 % 5 + 1) * 10 + position % 5 + 1
}

/// True for 111 to 555 with each digit from 1 to 5.
pub(crate) fn is_code(code: i64) -> bool {
    let digit = |place: i64| (1..=5).contains(&(code / place % 10));
    (111..=555).contains(&code) && digit(100) && digit(10) && digit(1)
}

const fn standard_table() -> [Segment; CODES] {
    let mut table = [Segment::Lost; CODES];
    let mut row = 0;
    while row < MAP.len() {
        let (segment, codes) = MAP[row];
        let mut column = 0;
        while column < codes.len() {
            table[position(codes[column])] = segment;
            column += 1;
        }
        row += 1;
    }
    table
}

const fn grid_table() -> [Segment; CODES] {
    let mut table = [Segment::Lost; CODES];
    let mut place = 0;
    while place < CODES {
        let code = code_at(place);
        table[place] = grid_segment(code / 100, code / 10 % 10);
        place += 1;
    }
    table
}

const fn grid_segment(recency: u16, frequency: u16) -> Segment {
    match (recency, frequency) {
        (1 | 2, 1 | 2) => Segment::Hibernating,
        (1 | 2, 3 | 4) => Segment::AtRisk,
        (1 | 2, _) => Segment::CannotLose,
        (3, 1 | 2) => Segment::AboutToSleep,
        (3, 3) => Segment::NeedAttention,
        (4, 1) => Segment::Promising,
        (5, 1) => Segment::New,
        (4 | 5, 2 | 3) => Segment::PotentialLoyalist,
        (3 | 4, _) => Segment::Loyal,
        (_, _) => Segment::Champions,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all_codes() -> impl Iterator<Item = u16> {
        (1..=5_u16).flat_map(|r| (1..=5).flat_map(move |f| (1..=5).map(move |m| r * 100 + f * 10 + m)))
    }

    #[test]
    fn the_map_names_each_of_the_125_codes_once() {
        let named: Vec<u16> = MAP.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        assert_eq!(named.len(), 125);
        assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), all_codes().collect());
    }

    #[test]
    fn codes_and_positions_are_each_others_inverse() {
        let codes: Vec<u16> = (0..CODES).map(code_at).collect();
        assert_eq!(codes, all_codes().collect::<Vec<_>>());
        assert!((0..CODES).all(|place| position(code_at(place)) == place));
        assert_eq!((0..1000).filter(|code| is_code(*code)).count(), CODES);
    }

    /// The definition, cell by cell: rows are recency 1 to 5, columns frequency 1 to 5.
    #[test]
    fn the_grid_is_that_of_the_definition_whatever_the_spend() {
        use Segment::{
            AboutToSleep as S, AtRisk as A, CannotLose as C, Champions as Ch, Hibernating as H, Loyal as L,
            NeedAttention as N, New, PotentialLoyalist as P, Promising as Pr,
        };
        let rows = [[H, H, A, A, C], [H, H, A, A, C], [S, S, N, L, L], [Pr, P, P, L, L], [New, P, P, Ch, Ch]];
        for (recency, row) in (1..).zip(rows) {
            for (frequency, expected) in (1..).zip(row) {
                for monetary in 1..=5 {
                    let scores = RfmScores { recency, frequency, monetary };
                    assert_eq!(GRID.segment_of(scores), expected, "{}", scores.code());
                }
            }
        }
    }
}

//! The default segment map: each of the 125 RFM codes belongs to exactly one segment.

use clientele_contract::{RfmScores, Segment};

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
static SEGMENT_OF_CODE: [Segment; 125] = segment_table();

/// The segment of a customer with these scores.
pub(crate) fn segment_of(scores: RfmScores) -> Segment {
    SEGMENT_OF_CODE[position(scores.code())]
}

/// 111 → 0, 112 → 1 … 555 → 124.
const fn position(code: u16) -> usize {
    ((code / 100 - 1) * 25 + (code / 10 % 10 - 1) * 5 + (code % 10 - 1)) as usize
}

const fn segment_table() -> [Segment; 125] {
    let mut table = [Segment::Lost; 125];
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_map_names_each_of_the_125_codes_once() {
        let named: Vec<u16> = MAP.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        let digits = 1..=5_u16;
        let all: BTreeSet<u16> = digits
            .clone()
            .flat_map(|r| (1..=5).flat_map(move |f| (1..=5).map(move |m| r * 100 + f * 10 + m)))
            .collect();
        assert_eq!(named.len(), 125);
        assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), all);
    }
}

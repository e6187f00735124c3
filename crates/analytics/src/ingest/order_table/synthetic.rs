//! Made-up customers for a shop that knows none.

/// Made-up customers there can be.
const CUSTOMERS: i32 = 1_000;

/// The made-up customer of an order: `abs(hashtext(order_id::text) % 1000) + 1` as PostgreSQL computes it, so that
/// the same orders fall to the same customers there.
pub(crate) fn synthetic_customer(order_id: &[u8]) -> String {
    ((postgres_hash_text(order_id) % CUSTOMERS).abs() + 1).to_string()
}

/// PostgreSQL's `hashtext`: Bob Jenkins's lookup3 with the start value of PostgreSQL.
fn postgres_hash_text(text: &[u8]) -> i32 {
    let word = |bytes: &[u8]| bytes.iter().rev().fold(0_u32, |word, byte| (word << 8) | u32::from(*byte));
    let start = 0x9e37_79b9_u32.wrapping_add(text.len() as u32).wrapping_add(3_923_095);
    let mut state = [start; 3];
    let mut blocks = text.chunks_exact(12);
    for block in &mut blocks {
        for (part, bytes) in state.iter_mut().zip(block.chunks(4)) {
            *part = part.wrapping_add(word(bytes));
        }
        let mut turn = |x: usize, y: usize, z: usize, bits| {
            state[x] = state[x].wrapping_sub(state[z]) ^ state[z].rotate_left(bits);
            state[z] = state[z].wrapping_add(state[y]);
        };
        turn(0, 1, 2, 4);
        turn(1, 2, 0, 6);
        turn(2, 0, 1, 8);
        turn(0, 1, 2, 16);
        turn(1, 2, 0, 19);
        turn(2, 0, 1, 4);
    }
    let rest = blocks.remainder();
    let part = |from: usize, to: usize| word(&rest[from.min(rest.len())..to.min(rest.len())]);
    state[0] = state[0].wrapping_add(part(0, 4));
    state[1] = state[1].wrapping_add(part(4, 8));
    // The lowest byte of the third word is kept for the length.
    state[2] = state[2].wrapping_add(part(8, 11) << 8);
    let mut last = |x: usize, y: usize, bits| {
        state[x] = (state[x] ^ state[y]).wrapping_sub(state[y].rotate_left(bits));
    };
    last(2, 1, 14);
    last(0, 2, 11);
    last(1, 0, 25);
    last(2, 1, 16);
    last(0, 2, 4);
    last(1, 0, 14);
    last(2, 1, 24);
    state[2].cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What PostgreSQL 15 answers.
    #[test]
    fn texts_are_hashed_as_postgresql_does() {
        let check =
            |text: &str, expected| assert_eq!(postgres_hash_text(text.as_bytes()), expected, "{text}");
        check("", -1_477_818_771);
        check("1", -631_133_447);
        check("9994", 1_315_334_793);
        check("order-0001", -1_674_238_974);
        check("ünïcode order id longer than twelve bytes", -784_358_520);
    }

    #[test]
    fn made_up_customers_are_numbered_from_1_to_1000() {
        let ids: Vec<u32> = (0..20_000)
            .map(|id: u32| synthetic_customer(id.to_string().as_bytes()).parse().unwrap())
            .collect();
        assert_eq!((ids.iter().min(), ids.iter().max()), (Some(&1), Some(&1_000)));
    }
}

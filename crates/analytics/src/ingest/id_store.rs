//! Where the bytes of many ids are kept.

/// Digits of an id that can be packed.
pub(crate) const HEX_DIGITS: usize = 32;
/// Ids whose ends are counted from one place, so that an end takes four bytes.
const BLOCK: usize = 1 << 8;

/// Ids by their number: packed as long as all are 32 lower-case hex digits.
pub(crate) enum IdStore {
    Packed(Vec<u128>),
    Plain {
        bytes: Vec<u8>,
        /// Where each id ends, counted from where its block begins.
        ends: Vec<u32>,
        /// Where each block begins.
        blocks: Vec<usize>,
    },
}

impl Default for IdStore {
    fn default() -> Self {
        Self::Packed(Vec::new())
    }
}

impl IdStore {
    pub(crate) fn with_capacity(ids: usize) -> Self {
        Self::Packed(Vec::with_capacity(ids))
    }

    pub(crate) fn is_packed(&self) -> bool {
        matches!(self, Self::Packed(_))
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Packed(ids) => ids.len(),
            Self::Plain { ends, .. } => ends.len(),
        }
    }

    /// Takes up an id; `packed` must be given as long as the store is packed.
    pub(crate) fn push(&mut self, id: &[u8], packed: Option<u128>) {
        match self {
            Self::Packed(ids) => ids.extend(packed),
            Self::Plain { bytes, ends, blocks } => {
                if ends.len().is_multiple_of(BLOCK) {
                    blocks.push(bytes.len());
                }
                bytes.extend_from_slice(id);
                let start = blocks.last().copied().unwrap_or_default();
                ends.push((bytes.len() - start) as u32);
            }
        }
    }

    /// True if the id with this number is `id`, which is given packed as well if the store is.
    pub(crate) fn is(&self, number: u32, id: &[u8], packed: Option<u128>) -> bool {
        match self.packed(number) {
            Some(known) => Some(known) == packed,
            None => self.bytes(number) == id,
        }
    }

    pub(crate) fn packed(&self, number: u32) -> Option<u128> {
        match self {
            Self::Packed(ids) => Some(ids[number as usize]),
            Self::Plain { .. } => None,
        }
    }

    /// The bytes of an id that is not packed.
    pub(crate) fn bytes(&self, number: u32) -> &[u8] {
        let Self::Plain { bytes, ends, blocks } = self else { return &[] };
        let index = number as usize;
        let block = blocks[index / BLOCK];
        let start = if index.is_multiple_of(BLOCK) { 0 } else { ends[index - 1] };
        &bytes[block + start as usize..block + ends[index] as usize]
    }

    /// The same ids, none of them packed.
    pub(crate) fn unpacked(&self) -> Self {
        let mut plain = Self::Plain { bytes: Vec::new(), ends: Vec::new(), blocks: Vec::new() };
        if let Self::Packed(ids) = self {
            ids.iter().for_each(|id| plain.push(&hex_digits(*id), None));
        }
        plain
    }

    /// Bytes at the beginning that all ids have in common; 0 where they are packed.
    pub(crate) fn common_prefix(&self) -> usize {
        if self.is_packed() || self.len() == 0 {
            return 0;
        }
        let first = self.bytes(0);
        (1..self.len() as u32).fold(first.len(), |common, number| {
            let alike = first[..common].iter().zip(self.bytes(number));
            alike.take_while(|(one, other)| one == other).count()
        })
    }
}

/// An id of 32 lower-case hex digits as a number, which sorts as the digits do.
pub(crate) fn pack(id: &[u8]) -> Option<u128> {
    let digits: &[u8; HEX_DIGITS] = id.try_into().ok()?;
    let mut packed = 0_u128;
    let mut worst = 0;
    for half in digits.chunks_exact(HEX_DIGITS / 2) {
        let mut part = 0_u64;
        for &digit in half {
            let value = DIGIT_VALUES[usize::from(digit)];
            worst |= value;
            part = part << 4 | u64::from(value & 15);
        }
        packed = packed << 64 | u128::from(part);
    }
    (worst < 16).then_some(packed)
}

/// The digits of a packed id.
pub(crate) fn hex_digits(packed: u128) -> [u8; HEX_DIGITS] {
    let mut digits = [0; HEX_DIGITS];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(packed.to_be_bytes()) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    digits
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The value of each digit; 255 for what is none.
const DIGIT_VALUES: [u8; 256] = {
    let mut values = [u8::MAX; 256];
    let mut value = 0;
    while value < DIGITS.len() {
        values[DIGITS[value] as usize] = value as u8;
        value += 1;
    }
    values
};

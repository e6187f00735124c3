//! How much a packed source may hold.

use serde::{Deserialize, Serialize};

/// Bytes of a mebibyte.
const MIB: u64 = 1 << 20;

/// How much may be unpacked: a file of some kilobytes can pretend to hold terabytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnpackLimits {
    /// Files within one archive, those included that are not read.
    pub entries: u64,
    /// How many times larger than packed a file may become. Tables of orders become 5 to 20 times larger.
    pub ratio: u64,
    /// What a file may always become, in MiB: small files of equal rows are packed tighter than `ratio`.
    pub always_mib: u64,
    /// All of a source together, unpacked, in MiB.
    pub total_mib: u64,
    /// One workbook, unpacked, in MiB: its texts are held in memory.
    pub workbook_mib: u64,
}

impl Default for UnpackLimits {
    fn default() -> Self {
        Self { entries: 1_000, ratio: 100, always_mib: 16, total_mib: 32_768, workbook_mib: 2_048 }
    }
}

impl UnpackLimits {
    pub(super) fn total_bytes(&self) -> u64 {
        self.total_mib.saturating_mul(MIB)
    }

    pub(super) fn workbook_bytes(&self) -> u64 {
        self.workbook_mib.saturating_mul(MIB)
    }

    /// What `packed` bytes may become.
    pub(super) fn allowed_for(&self, packed: u64) -> u64 {
        packed.saturating_mul(self.ratio).max(self.always_mib.saturating_mul(MIB))
    }

    /// What is wrong with the limits themselves.
    pub(crate) fn problem(&self) -> Option<String> {
        let values = [
            ("entries", self.entries),
            ("ratio", self.ratio),
            ("total_mib", self.total_mib),
            ("workbook_mib", self.workbook_mib),
        ];
        let (name, _) = values.into_iter().find(|(_, value)| *value == 0)?;
        Some(format!("unpack.{name} is 0, so that nothing could be unpacked; give a number above 0"))
    }
}

/// Which limit was passed, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excess {
    pub(super) found: String,
    pub(super) setting: &'static str,
}

impl Excess {
    pub(super) fn ratio(limits: &UnpackLimits) -> Self {
        Self {
            found: format!("contents that are more than {} times as large as packed", limits.ratio),
            setting: "ratio",
        }
    }

    pub(super) fn total(limits: &UnpackLimits) -> Self {
        Self { found: format!("more than {} MiB when unpacked", limits.total_mib), setting: "total_mib" }
    }

    pub(super) fn workbook(limits: &UnpackLimits) -> Self {
        Self {
            found: format!("more than {} MiB when unpacked", limits.workbook_mib),
            setting: "workbook_mib",
        }
    }
}

/// Counts what one packed file becomes.
#[derive(Debug)]
pub(super) struct Budget<'a> {
    limits: &'a UnpackLimits,
    /// What this file may become.
    allowed: u64,
    /// What all files of the source have become.
    total: &'a mut u64,
    spent: u64,
}

impl<'a> Budget<'a> {
    pub(super) fn new(limits: &'a UnpackLimits, packed_bytes: u64, total: &'a mut u64) -> Self {
        Self { limits, allowed: limits.allowed_for(packed_bytes), total, spent: 0 }
    }

    pub(super) fn spend(&mut self, bytes: u64) -> Result<(), Excess> {
        self.spent = self.spent.saturating_add(bytes);
        *self.total = self.total.saturating_add(bytes);
        if self.spent > self.allowed {
            return Err(Excess::ratio(self.limits));
        }
        if *self.total > self.limits.total_bytes() {
            return Err(Excess::total(self.limits));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_ends_at_the_ratio_and_at_the_total() {
        let limits = UnpackLimits { ratio: 2, always_mib: 1, total_mib: 3, ..UnpackLimits::default() };
        let mut total = 0;
        let mut small = Budget::new(&limits, 10, &mut total);
        assert_eq!(small.spend(MIB), Ok(()), "always allowed");
        assert_eq!(small.spend(1).unwrap_err().setting, "ratio");
        let mut large = Budget::new(&limits, 10 * MIB, &mut total);
        assert_eq!(large.spend(2 * MIB - 1), Ok(()));
        assert_eq!(large.spend(1).unwrap_err().setting, "total_mib");
    }

    #[test]
    fn limits_of_nothing_are_named() {
        assert_eq!(UnpackLimits::default().problem(), None);
        let none = UnpackLimits { ratio: 0, ..UnpackLimits::default() };
        assert!(none.problem().is_some_and(|problem| problem.contains("unpack.ratio")));
    }
}

//! Which customers come back more often than others.

/// Of fewer customers a share says little.
pub const RETURN_CUSTOMERS_MIN: u64 = 100;
/// A share stands out if it lies so many standard errors above that of all. There are some seventy categories: at
/// two standard errors one of them would stand out by chance.
const STANDARD_ERRORS: f64 = 3.2;

/// Customers, and how many of them came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Returns {
    /// All of a group.
    pub customers: u64,
    /// Those with a later order.
    pub returned: u64,
}

impl Returns {
    /// The part that came back, from 0 to 1.
    pub fn share(self) -> f64 {
        self.returned as f64 / self.customers.max(1) as f64
    }

    /// How far the share lies above a mean, as a multiple of what chance would move it.
    fn standard_errors_above(self, mean: f64) -> f64 {
        let error = (mean * (1.0 - mean) / self.customers as f64).sqrt();
        if error > 0.0 { (self.share() - mean) / error } else { 0.0 }
    }
}

/// The group that comes back most often, if that can hardly be chance.
pub fn comes_back_most<Group>(groups: &[Group], returns_of: impl Fn(&Group) -> Returns) -> Option<&Group> {
    let (customers, returned) =
        groups.iter().map(&returns_of).fold((0, 0), |(customers, returned), group| {
            (customers + group.customers, returned + group.returned)
        });
    let mean = Returns { customers, returned }.share();
    groups
        .iter()
        .filter(|group| returns_of(group).customers >= RETURN_CUSTOMERS_MIN)
        .map(|group| (group, returns_of(group).standard_errors_above(mean)))
        .filter(|(_, standard_errors)| *standard_errors >= STANDARD_ERRORS)
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(group, _)| group)
}

/// Why a lifetime model cannot be fitted or made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LifetimeError {
    /// There is nobody to learn from.
    #[error("there are no customers to fit a model to")]
    NoCustomers,
    /// Nobody bought on a second day, so nothing says how often customers come back.
    #[error(
        "none of {customers} customers bought on a second day: nothing says how often customers come back"
    )]
    NoRepeatBuyers {
        /// Customers looked at.
        customers: u64,
    },
    /// Ages that cannot be: negative, undefined, or a last purchase after today.
    #[error(
        "a customer with {frequency} repeat purchases has the ages {recency} at the last purchase and {age} now: \
         expected 0 <= last <= now, and a last age of 0 without repeat purchases"
    )]
    ImpossibleAges {
        /// Repeat purchases.
        frequency: u32,
        /// Age at the last one.
        recency: f64,
        /// Age now.
        age: f64,
    },
    /// No repeat purchase has a value above 0.
    #[error("no repeat purchase has a value above 0: nothing says what a purchase is worth")]
    NoValues,
    /// All customers spend the same, so the Gamma–Gamma model has no maximum.
    #[error(
        "all {customers} repeat buyers spend the same per purchase: the spread of values cannot be estimated"
    )]
    EqualValues {
        /// Repeat buyers with a value above 0.
        customers: u64,
    },
    /// A parameter outside of the model's range.
    #[error("the model's parameters have to be finite and above 0, not {parameters:?}")]
    ImpossibleParameters {
        /// As given.
        parameters: Vec<f64>,
    },
    /// No start of the search for the maximum led anywhere.
    #[error("the likelihood has no maximum that could be found from any of {starts} starts")]
    NoMaximum {
        /// Starts tried.
        starts: u32,
    },
    /// A day that leaves one of the two parts empty.
    #[error(
        "the data have to be split at a day after the first purchase and before the end of what is known"
    )]
    EmptyPart,
}

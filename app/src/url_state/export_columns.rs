/// A column of an exported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the columns")]
pub enum ExportColumn {
    CustomerId,
    Segment,
    Tier,
    RecencyScore,
    FrequencyScore,
    MonetaryScore,
    RecencyDays,
    Orders,
    Spent,
    ReviewScore,
    FavouriteCategory,
    State,
    FirstOrder,
    LastOrder,
    ActionId,
    Action,
    ExpectedPurchases,
    ProbabilityAlive,
    ExpectedValue,
}

impl ExportColumn {
    /// All columns, in the order of the file.
    pub const ALL: [Self; 19] = [
        Self::CustomerId,
        Self::Segment,
        Self::Tier,
        Self::RecencyScore,
        Self::FrequencyScore,
        Self::MonetaryScore,
        Self::RecencyDays,
        Self::Orders,
        Self::Spent,
        Self::ReviewScore,
        Self::FavouriteCategory,
        Self::State,
        Self::FirstOrder,
        Self::LastOrder,
        Self::ActionId,
        Self::Action,
        Self::ExpectedPurchases,
        Self::ProbabilityAlive,
        Self::ExpectedValue,
    ];

    /// The word for addresses, and the heading in files for other programs: an interface, never renamed.
    pub fn slug(self) -> &'static str {
        match self {
            Self::CustomerId => "customer_id",
            Self::Segment => "segment",
            Self::Tier => "tier",
            Self::RecencyScore => "recency_score",
            Self::FrequencyScore => "frequency_score",
            Self::MonetaryScore => "monetary_score",
            Self::RecencyDays => "recency_days",
            Self::Orders => "orders",
            Self::Spent => "spent",
            Self::ReviewScore => "review_score",
            Self::FavouriteCategory => "favourite_category",
            Self::State => "state",
            Self::FirstOrder => "first_order",
            Self::LastOrder => "last_order",
            Self::ActionId => "action_id",
            Self::Action => "action",
            Self::ExpectedPurchases => "expected_purchases_365_days",
            Self::ProbabilityAlive => "p_alive",
            Self::ExpectedValue => "expected_value_365_days",
        }
    }

    /// Reads a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.slug() == slug)
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::CustomerId => "Customer",
            Self::Segment => "Segment",
            Self::Tier => "Tier",
            Self::RecencyScore => "Recency score",
            Self::FrequencyScore => "Frequency score",
            Self::MonetaryScore => "Monetary score",
            Self::RecencyDays => "Days since last order",
            Self::Orders => "Orders",
            Self::Spent => "Spent",
            Self::ReviewScore => "Mean review",
            Self::FavouriteCategory => "Favourite category",
            Self::State => "State",
            Self::FirstOrder => "First order",
            Self::LastOrder => "Last order",
            Self::ActionId => "Id of the next action",
            Self::Action => "Next action",
            Self::ExpectedPurchases => "Expected purchases in 365 days",
            Self::ProbabilityAlive => "P(alive)",
            Self::ExpectedValue => "Expected value in 365 days",
        }
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::HORIZON_DAYS_DEFAULT;

    use super::*;

    #[test]
    fn the_names_of_expected_figures_say_how_far_ahead_they_look() {
        for column in [ExportColumn::ExpectedPurchases, ExportColumn::ExpectedValue] {
            assert!(column.slug().ends_with(&format!("_{HORIZON_DAYS_DEFAULT}_days")));
            assert!(column.name().ends_with(&format!(" in {HORIZON_DAYS_DEFAULT} days")));
        }
    }
}

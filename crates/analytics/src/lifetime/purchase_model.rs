use super::{
    LifetimeError,
    purchases_while_alive::AliveCustomer,
    rising::{RisingFactorial, sigmoid, softplus},
};

/// What the purchases of a customer come to: all that the models need to know of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PurchaseSummary {
    /// Repeat purchases, on distinct days.
    pub frequency: u32,
    /// Age at the last purchase, 0 without repeat purchases.
    pub recency: f64,
    /// Age now.
    pub age: f64,
}

impl PurchaseSummary {
    /// A customer on the day of the first purchase.
    pub const NEW: Self = Self { frequency: 0, recency: 0.0, age: 0.0 };

    /// Checks the ages.
    ///
    /// # Errors
    ///
    /// [`LifetimeError::ImpossibleAges`] unless 0 <= recency <= age, and recency = 0 without repeat purchases.
    pub fn check(&self) -> Result<(), LifetimeError> {
        let Self { frequency, recency, age } = *self;
        let in_order = recency >= 0.0 && recency <= age && age.is_finite();
        if in_order && (frequency > 0 || recency == 0.0) {
            Ok(())
        } else {
            Err(LifetimeError::ImpossibleAges { frequency, recency, age })
        }
    }

    /// With ages that a model can work with, whatever they are.
    fn nearest_possible(&self) -> Self {
        let possible = |age: f64, latest: f64| if age.is_nan() { 0.0 } else { age.clamp(0.0, latest) };
        let age = possible(self.age, LONGEST_AGE);
        Self { frequency: self.frequency, recency: possible(self.recency, age), age }
    }
}

/// No age is larger, in any unit.
const LONGEST_AGE: f64 = 1e12;

/// When a customer may drop out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PurchaseModelKind {
    /// After each repeat purchase; so a customer who bought once is alive for certain.
    BgNbd,
    /// After each purchase, the first one included.
    MbgNbd,
}

impl PurchaseModelKind {
    /// How often a customer with so many repeat purchases could have dropped out.
    pub(super) fn chances_to_leave(self, frequency: u32) -> u32 {
        match self {
            Self::BgNbd => frequency,
            Self::MbgNbd => frequency.saturating_add(1),
        }
    }
}

/// The range of every parameter: beyond it there is nothing to tell apart, and functions lose their digits.
pub(super) const PARAMETER_RANGE: std::ops::RangeInclusive<f64> = 1e-9..=1e9;

/// A fitted (or assumed) model of when customers buy and drop out.
///
/// While alive, a customer buys at a rate λ ~ Gamma(r, alpha); at each chance the customer drops out with
/// probability p ~ Beta(a, b). Times are in the unit of the ages that the model was fitted to. No answer is ever NaN:
/// ages that cannot be ([`PurchaseSummary::check`]) are read as the nearest ones that can.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PurchaseModel {
    kind: PurchaseModelKind,
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
}

impl PurchaseModel {
    /// A model with the parameters \[r, alpha, a, b\].
    ///
    /// # Errors
    ///
    /// [`LifetimeError::ImpossibleParameters`] unless all are finite and well above 0 (from 1e-9 to 1e9).
    pub fn new(kind: PurchaseModelKind, parameters: [f64; 4]) -> Result<Self, LifetimeError> {
        if parameters.iter().all(|parameter| PARAMETER_RANGE.contains(parameter)) {
            let [r, alpha, a, b] = parameters;
            Ok(Self { kind, r, alpha, a, b })
        } else {
            Err(LifetimeError::ImpossibleParameters { parameters: parameters.to_vec() })
        }
    }

    /// Which of the two models.
    #[must_use]
    pub fn kind(&self) -> PurchaseModelKind {
        self.kind
    }

    /// \[r, alpha, a, b\].
    #[must_use]
    pub fn parameters(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    /// E\[X(t)\]: repeat purchases to expect of a new customer in the first `t` units of time.
    #[must_use]
    pub fn expected_purchases_of_new(&self, t: f64) -> f64 {
        self.expected_purchases(&PurchaseSummary::NEW, t)
    }

    /// E\[Y(t) | x, t_x, T\]: purchases to expect of a customer in the next `t` units of time.
    #[must_use]
    pub fn expected_purchases(&self, of: &PurchaseSummary, t: f64) -> f64 {
        self.probability_alive(of) * self.expected_purchases_if_alive(of, t)
    }

    /// The same, of a customer who is known to be alive; the age at the last purchase does not matter then.
    #[must_use]
    pub fn expected_purchases_if_alive(&self, of: &PurchaseSummary, t: f64) -> f64 {
        self.if_alive(of).expected_purchases(t)
    }

    /// P(alive | x, t_x, T): the probability that a customer has not dropped out.
    #[must_use]
    pub fn probability_alive(&self, of: &PurchaseSummary) -> f64 {
        self.log_odds_of_absence(of).map_or(1.0, |log_odds| sigmoid(-log_odds))
    }

    /// The logarithm of the probability density of one customer's purchases.
    ///
    /// Equation 6 of Fader, Hardie and Lee (2005) for BG/NBD.
    #[must_use]
    pub fn log_likelihood(&self, of: &PurchaseSummary) -> f64 {
        let of = &of.nearest_possible();
        let rising = |start: f64, count: u32| RisingFactorial::start(start).advance_to(count).ln;
        let chances = self.kind.chances_to_leave(of.frequency);
        let buying = rising(self.r, of.frequency) + self.r * self.alpha.ln()
            - (self.r + f64::from(of.frequency)) * (self.alpha + of.age).ln();
        let staying = rising(self.b, chances) - rising(self.a + self.b, chances);
        buying + staying + self.log_odds_of_absence(of).map_or(0.0, softplus)
    }

    /// ln(P(dropped out) / P(alive)); `None` for a customer who had no chance to drop out.
    fn log_odds_of_absence(&self, of: &PurchaseSummary) -> Option<f64> {
        let of = of.nearest_possible();
        let chances = f64::from(self.kind.chances_to_leave(of.frequency));
        let silence = ((self.alpha + of.age) / (self.alpha + of.recency)).ln();
        let log_odds =
            || (self.a / (self.b + chances - 1.0)).ln() + (self.r + f64::from(of.frequency)) * silence;
        (chances > 0.0).then(log_odds)
    }

    fn if_alive(&self, of: &PurchaseSummary) -> AliveCustomer {
        let of = of.nearest_possible();
        AliveCustomer {
            shape: self.r + f64::from(of.frequency),
            rate: self.alpha + of.age,
            leave: self.a,
            stay: self.b + f64::from(self.kind.chances_to_leave(of.frequency)),
        }
    }
}

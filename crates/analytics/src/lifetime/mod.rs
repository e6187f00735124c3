//! How often customers will come back, whether they still will, and what they are worth.
//!
//! [`fit_purchases`] estimates how often customers buy and when they drop out: BG/NBD (Fader, Hardie and Lee 2005,
//! "Counting your customers the easy way") or MBG/NBD (Batislam, Denizel and Filiztekin 2007, "Empirical
//! validation and comparison of models for customer base analysis"). [`fit_spend`] estimates the value of a
//! purchase: Gamma–Gamma (Fader and Hardie 2013, "The Gamma-Gamma model of monetary value"). [`lifetime_values`] puts
//! both together; [`calibrate`] and [`track`] say how far the purchase model can be trusted.
//!
//! The words *frequency*, *recency* and *age* have the meaning of that literature, inside this module only:
//! repeat purchases on distinct days, age at the last purchase, age now. Ages are counted from the first purchase,
//! in any unit of time as long as it is one and the same ([`TimeUnit`]).

mod distinct;
mod error;
mod histories;
mod holdout;
mod interpolation;
mod optimum;
mod purchase_fit;
mod purchase_likelihood;
mod purchase_model;
mod purchases_while_alive;
mod rising;
mod spend;
mod spend_likelihood;
mod value;

pub(crate) use distinct::figures_if_alive;
pub use error::LifetimeError;
pub use histories::{PurchaseHistories, TimeUnit};
pub(crate) use holdout::OPEN_CLASS;
pub use holdout::{Calibration, FrequencyClass, TrackingStep, calibrate, track};
pub use purchase_fit::{PurchaseFit, fit_purchases};
pub use purchase_model::{PurchaseModel, PurchaseModelKind, PurchaseSummary};
pub use spend::{SpendFit, SpendModel, SpendSummary, fit_spend};
pub use value::{Horizon, ValuedCustomer, lifetime_values};

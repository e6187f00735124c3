//! The engine as other crates see it: source folders in, answers and snapshots out.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod bad_input;
mod olist_sample;
mod properties;
mod shop_files;
mod snapshots;

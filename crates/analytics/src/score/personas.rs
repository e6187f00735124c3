//! Personas: a second way to name the four tiers, by profile.

use clientele_contract::{Persona, Tier};

const TIERS: usize = Tier::ALL.len();

/// The means of one tier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TierProfile {
    pub(crate) mean_recency_days: f64,
    pub(crate) mean_orders: f64,
    pub(crate) mean_spent_cents: f64,
}

/// What is compared to choose the tier of a persona.
type Figure = fn(&TierProfile) -> f64;

/// The persona of each tier, by [`Tier::index`]; `None` for tiers without customers.
pub(crate) type TierPersonas = [Option<Persona>; TIERS];

/// Names the tiers; `None` for a tier without customers.
///
/// Highest mean spend: VIPs. Of the rest, highest mean recency: At Risk. Of the rest, highest mean number of orders:
/// Loyalists. The last: Casual. Of equal tiers the better one comes first.
pub(crate) fn name_personas(profiles: &[Option<TierProfile>; TIERS]) -> TierPersonas {
    let mut personas = [None; TIERS];
    let by_rank: [(Persona, Figure); TIERS] = [
        (Persona::Vips, |profile| profile.mean_spent_cents),
        (Persona::AtRisk, |profile| profile.mean_recency_days),
        (Persona::Loyalists, |profile| profile.mean_orders),
        (Persona::Casual, |_| 0.0),
    ];
    for (persona, figure) in by_rank {
        let unnamed = (0..TIERS).filter(|&tier| personas[tier].is_none());
        let known = unnamed.filter_map(|tier| Some((tier, figure(&profiles[tier]?))));
        // From the last to the first, because `max_by` takes the later of equal ones.
        let highest = known.collect::<Vec<_>>().into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((tier, _)) = highest {
            personas[tier] = Some(persona);
        }
    }
    personas
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(recency: f64, orders: f64, spent: f64) -> Option<TierProfile> {
        Some(TierProfile { mean_recency_days: recency, mean_orders: orders, mean_spent_cents: spent })
    }

    /// The four personas of the retail orders, whose means are known: recency, frequency and profit of VIPs,
    /// Loyalists, Casual and At Risk, here by mean profit.
    #[test]
    fn the_personas_of_the_retail_orders_come_out() {
        let profiles = [
            profile(37.5, 11.1, 11_437.0),
            profile(46.6, 13.3, 1_434.0),
            profile(45.3, 8.45, 673.0),
            profile(208.6, 7.5, 658.0),
        ];
        let expected = [Persona::Vips, Persona::Loyalists, Persona::Casual, Persona::AtRisk];
        assert_eq!(name_personas(&profiles), expected.map(Some));
    }

    #[test]
    fn a_tier_gets_the_first_persona_that_fits() {
        // The highest spend also has the highest recency: it is the VIPs, and the next highest recency is At Risk.
        let profiles = [
            profile(300.0, 9.0, 500.0),
            profile(20.0, 2.0, 400.0),
            profile(10.0, 3.0, 300.0),
            profile(200.0, 8.0, 200.0),
        ];
        let expected = [Persona::Vips, Persona::Casual, Persona::Loyalists, Persona::AtRisk];
        assert_eq!(name_personas(&profiles), expected.map(Some));
    }

    #[test]
    fn tiers_without_customers_have_no_persona_and_equals_go_by_rank() {
        let profiles = [profile(10.0, 1.0, 50.0), None, profile(10.0, 1.0, 50.0), None];
        assert_eq!(name_personas(&profiles), [Some(Persona::Vips), None, Some(Persona::AtRisk), None]);
    }
}

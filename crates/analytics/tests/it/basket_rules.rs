//! Frequent itemsets and rules of the pure module against published figures, other programs and brute force.

use std::{collections::BTreeMap, fs, sync::LazyLock};

use clientele_analytics::basket::{
    BASKET_ITEMS_MAX, Baskets, Limits, MinedRules, Rule, RuleCounts, Thresholds, benjamini_hochberg,
    fisher_exact_greater, mine_rules,
};
use proptest::prelude::*;

use crate::olist_sample::test_data;

/// The groceries of Hahsler, Grün and Hornik's R package `arules`, and the names of the items.
fn groceries() -> Option<&'static (Baskets, Vec<String>)> {
    static GROCERIES: LazyLock<Option<(Baskets, Vec<String>)>> = LazyLock::new(|| {
        let text = fs::read_to_string(test_data()?.join("data/groceries/groceries.csv")).unwrap();
        let mut numbers: BTreeMap<&str, u32> =
            text.lines().flat_map(|line| line.split(',')).map(|item| (item, 0)).collect();
        numbers.values_mut().zip(0..).for_each(|(number, position)| *number = position);
        let mut baskets = Baskets::default();
        for line in text.lines() {
            baskets.push(line.split(',').map(|item| numbers[item]));
        }
        Some((baskets, numbers.into_keys().map(str::to_owned).collect()))
    });
    GROCERIES.as_ref()
}

fn mined(baskets: &Baskets, support: u32, confidence: u32, shortest: u8) -> MinedRules {
    let thresholds = Thresholds {
        support_basis_points: support,
        confidence_basis_points: confidence,
        shortest,
        ..Thresholds::default()
    };
    mine_rules(baskets, &thresholds, Limits::default())
}

fn assert_close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance * expected.abs(), "{found}, not {expected}");
}

#[test]
fn groceries_have_as_many_rules_as_arules_finds() {
    let Some((baskets, items)) = groceries() else { return };
    assert_eq!((baskets.len(), items.len(), baskets.large()), (9_835, 169, 0));
    let rules = mined(baskets, 10, 8_000, 1);
    assert_eq!(rules.itemsets, 13_492);
    assert_eq!(rules.rules.len(), 410);
    let of_length = |length| rules.rules.iter().filter(|rule| rule.left.len() + 1 == length).count();
    assert_eq!([1, 2, 3, 4, 5, 6, 7].map(of_length), [0, 0, 29, 229, 140, 12, 0]);
    for (support, confidence, shortest, expected) in
        [(10, 5_000, 1, 5_668), (60, 2_500, 2, 463), (60, 2_500, 1, 464), (100, 5_000, 1, 15)]
    {
        assert_eq!(mined(baskets, support, confidence, shortest).rules.len(), expected);
    }
}

#[test]
fn the_strongest_rule_of_the_groceries_is_wine_and_liquor_with_beer() {
    let Some((baskets, items)) = groceries() else { return };
    let rules = mined(baskets, 10, 8_000, 1).rules;
    let Rule { left, right, counts, p_value, .. } = &rules[0];
    let left: Vec<_> = left.iter().map(|&item| items[item as usize].as_str()).collect();
    assert_eq!(
        (left.as_slice(), items[*right as usize].as_str()),
        (&["liquor", "red/blush wine"][..], "bottled beer")
    );
    assert_eq!(counts.both, 19);
    assert_close(counts.lift(), 11.235_269, 1e-6);
    assert_close(counts.confidence(), 0.904_761_9, 1e-7);
    assert_close(counts.support(), 0.001_931_876, 1e-6);
    // mlxtend 0.25 `association_rules`.
    assert_close(counts.leverage(), 0.001_759_928_499_964_720_5, 1e-12);
    assert_close(counts.conviction().unwrap(), 9.654_448_398_576_513, 1e-12);
    // scipy 1.17 `fisher_exact(alternative="greater")`.
    assert_close(*p_value, 2.403_244_020_245_989_3e-19, 1e-9);
}

/// p of scipy 1.17 `fisher_exact(alternative="greater")`, q of `false_discovery_control` over all of them.
#[test]
fn p_and_q_are_those_of_scipy() {
    let expected = [
        ([9_835, 19, 21, 792], 2.403_244_020_245_989_3e-19, 1.081_459_809_110_695_2e-18),
        ([9_835, 10, 12, 2_513], 4.564_776_890_230_078e-5, 6.847_165_335_345_118e-5),
        ([9_835, 200, 500, 2_513], 2.555_940_425_490_023e-13, 5.750_865_957_352_552e-13),
        ([9_835, 60, 500, 2_513], 0.999_999_999_999_995, 0.999_999_999_999_995),
        ([1_000, 5, 20, 30], 0.000_194_865_919_312_344_8, 0.000_250_541_896_258_729_03),
        ([100_000, 12, 40, 35], 2.221_312_035_059_264_4e-33, 1.999_180_831_553_338e-32),
        ([1_000_000, 300, 1_000, 200_000], 3.693_041_183_331_089_7e-14, 1.107_912_354_999_327e-13),
        ([20, 3, 5, 10], 0.5, 0.5625),
        ([50, 10, 10, 10], 9.734_938_866_049_03e-11, 1.752_288_995_888_825_6e-10),
    ];
    let of = |[baskets, both, left, right]: [u32; 4]| RuleCounts { baskets, both, left, right };
    let p_values: Vec<f64> = expected.iter().map(|(counts, ..)| fisher_exact_greater(of(*counts))).collect();
    let q_values = benjamini_hochberg(&p_values, p_values.len() as u64);
    for ((counts, p, q), (found_p, found_q)) in expected.iter().zip(p_values.iter().zip(q_values)) {
        println!("{counts:?}");
        assert_close(*found_p, *p, 1e-8);
        assert_close(found_q, *q, 1e-8);
    }
}

#[test]
fn hopeless_and_certain_rules_have_defined_measures() {
    let certain = RuleCounts { baskets: 10, both: 10, left: 10, right: 10 };
    assert_eq!((certain.lift(), certain.leverage(), certain.conviction()), (1.0, 0.0, None));
    assert_eq!(fisher_exact_greater(certain), 1.0);
    let never = RuleCounts { baskets: 10, both: 0, left: 3, right: 4 };
    assert_eq!((never.confidence(), never.lift(), fisher_exact_greater(never)), (0.0, 0.0, 1.0));
    assert!(benjamini_hochberg(&[], 0).is_empty());
    assert_eq!(benjamini_hochberg(&[0.5], 10), [1.0]);
}

/// Counted by a program of its own from mlxtend's itemsets, in whole numbers.
#[test]
fn redundant_groceries_rules_are_left_out() {
    let Some((baskets, _)) = groceries() else { return };
    for (confidence, all, redundant) in [(8_000, 410, 18), (5_000, 5_668, 572)] {
        let thresholds = Thresholds {
            support_basis_points: 10,
            confidence_basis_points: confidence,
            without_redundant: true,
            ..Thresholds::default()
        };
        let found = mine_rules(baskets, &thresholds, Limits::default());
        assert_eq!((found.rules.len() as u64 + found.redundant, found.redundant), (all, redundant));
    }
}

/// Sums over the 410 rules, from scipy.
#[test]
fn q_values_answer_for_every_rule_that_was_tried() {
    let Some((baskets, _)) = groceries() else { return };
    let found = mined(baskets, 10, 8_000, 2);
    assert_eq!(found.tests, 40_943);
    let p_values: Vec<f64> = found.rules.iter().map(|rule| rule.p_value).collect();
    assert_close(p_values.iter().map(|p| p.log10()).sum(), -2_564.740_427_538_651, 1e-10);
    let among_themselves = benjamini_hochberg(&p_values, p_values.len() as u64);
    assert_close(among_themselves.iter().sum(), 0.003_126_583_243_975_197, 1e-7);
    let more =
        found.rules.iter().zip(among_themselves).all(|(rule, q)| rule.q_value >= q && rule.q_value <= 1.0);
    assert!(more);
}

#[test]
fn a_search_beyond_its_limits_is_narrowed_and_says_so() {
    let mut baskets = Baskets::default();
    for basket in 0..200_u32 {
        baskets.push((0..BASKET_ITEMS_MAX as u32).map(|item| item + basket % 2));
    }
    let thresholds =
        Thresholds { support_basis_points: 1, confidence_basis_points: 1, ..Thresholds::default() };
    let found = mine_rules(&baskets, &thresholds, Limits::default());
    assert!(found.longest < 10 && found.longest >= 2, "{}", found.longest);
    assert!(found.itemsets <= Limits::default().itemsets);
    assert!(found.rules.len() as u64 <= Limits::default().rules && found.dropped > 0);
    // A limit that even pairs pass raises the count until little enough is left.
    let few = Limits { itemsets: 60, ..Limits::default() };
    let found = mine_rules(&baskets, &thresholds, few);
    assert!(found.least_baskets > 1 && found.itemsets <= 60, "{found:?}");
}

#[test]
fn baskets_of_sixty_items_are_left_out_and_counted() {
    let mut baskets = Baskets::default();
    for _ in 0..1_000 {
        baskets.push(0..60);
    }
    baskets.push([1, 2, 2, 1]);
    baskets.push([]);
    assert_eq!((baskets.len(), baskets.large(), baskets.of_several()), (1, 1_000, 1));
    let found = mine_rules(&baskets, &Thresholds { shortest: 2, ..Thresholds::default() }, Limits::default());
    assert_eq!(found.rules.len(), 2);
}

#[test]
fn no_baskets_and_baskets_of_one_item_have_no_rules() {
    let mut baskets = Baskets::default();
    let nothing = mine_rules(&baskets, &Thresholds::default(), Limits::default());
    assert!(nothing.rules.is_empty() && nothing.itemsets == 0);
    for _ in 0..10 {
        baskets.push([3]);
    }
    let found = mine_rules(&baskets, &Thresholds { shortest: 2, ..Thresholds::default() }, Limits::default());
    assert!(found.rules.is_empty() && found.itemsets == 1);
}

/// Every choice of items, counted basket by basket.
fn brute_force(baskets: &[Vec<u32>], items: u32, thresholds: &Thresholds) -> Vec<(Vec<u32>, u32, [u32; 3])> {
    let masks: Vec<u32> =
        baskets.iter().map(|basket| basket.iter().fold(0, |mask, item| mask | 1 << item)).collect();
    let masks: Vec<u32> = masks.into_iter().filter(|mask| *mask != 0).collect();
    let count = |wanted: u32| masks.iter().filter(|mask| **mask & wanted == wanted).count() as u32;
    let least = thresholds.least_baskets(masks.len() as u32);
    let mut rules = Vec::new();
    for itemset in 1..1_u32 << items {
        let (length, both) = (itemset.count_ones(), count(itemset));
        let fits = (u32::from(thresholds.shortest)..=u32::from(thresholds.longest)).contains(&length);
        if !fits || both < least {
            continue;
        }
        for right in (0..items).filter(|right| itemset >> right & 1 == 1) {
            let left = itemset & !(1 << right);
            if u64::from(both) * 10_000
                >= u64::from(count(left)) * u64::from(thresholds.confidence_basis_points)
            {
                let left_items = (0..items).filter(|item| left >> item & 1 == 1).collect();
                rules.push((left_items, right, [both, count(left), count(1 << right)]));
            }
        }
    }
    rules.sort();
    rules
}

fn sorted(found: &MinedRules) -> Vec<(Vec<u32>, u32, [u32; 3])> {
    let plain = |rule: &Rule| {
        let RuleCounts { both, left, right, .. } = rule.counts;
        (rule.left.clone(), rule.right, [both, left, right])
    };
    let mut rules: Vec<_> = found.rules.iter().map(plain).collect();
    rules.sort();
    rules
}

proptest! {
    #[test]
    fn all_rules_are_found_and_no_others(
        lists in prop::collection::vec(prop::collection::vec(0..7_u32, 0..6), 1..40),
        least_count in 1..4_u32,
        confidence_basis_points in 0..10_001_u32,
        shortest in 1..3_u8,
        longest in 1..5_u8,
    ) {
        let mut baskets = Baskets::default();
        lists.iter().for_each(|list| baskets.push(list.iter().copied()));
        let thresholds = Thresholds {
            least_count, confidence_basis_points, shortest, longest, support_basis_points: 0, ..Thresholds::default()
        };
        let found = mine_rules(&baskets, &thresholds, Limits::default());
        prop_assert_eq!(sorted(&found), brute_force(&lists, 7, &thresholds));
        // The order of the baskets changes nothing.
        let mut turned = Baskets::default();
        lists.iter().rev().for_each(|list| turned.push(list.iter().copied()));
        prop_assert_eq!(&mine_rules(&turned, &thresholds, Limits::default()), &found);
        // What is pruned is explained by a rule that stays, or by the right side alone.
        let pruned = mine_rules(&baskets, &Thresholds { without_redundant: true, shortest: 2, ..thresholds }, Limits::default());
        prop_assert!(pruned.rules.iter().all(|rule| rule.counts.lift() > 1.0));
    }
}

//! What helps to choose the number of clusters.

use clientele_contract::{Analytics, Scope};

use crate::{olist_sample::olist, shop_files::ShopFiles};

/// The reference (scikit-learn over all customers) has an inertia of 18,340.20 for k = 4, 0.82295 per customer, and a
/// sampled silhouette of 0.3867. Here a third of the customers are clustered, so the figures come near.
#[test]
fn four_clusters_of_the_olist_sample_come_near_the_reference() {
    let Some(engine) = olist() else { return };
    let choice = engine.cluster_choice(&Scope::everything()).unwrap();
    assert_eq!(choice.trials.iter().map(|trial| trial.k).collect::<Vec<_>>(), (2..=10).collect::<Vec<_>>());
    assert_eq!((choice.clustered_customers, choice.silhouette_customers), (7_429, 1_858));
    let four = &choice.trials[2];
    assert!((four.mean_inertia / (18_340.202_7 / 22_286.0) - 1.0).abs() < 0.03, "{}", four.mean_inertia);
    assert!((four.silhouette.unwrap() - 0.386_7).abs() < 0.03, "{four:?}");
    for trial in &choice.trials {
        assert_eq!(trial.clusters.iter().map(|cluster| cluster.customers).sum::<u64>(), 7_429);
        assert!(trial.clusters.is_sorted_by(|a, b| a.mean_spent_cents >= b.mean_spent_cents));
    }
    let inertias: Vec<f64> = choice.trials.iter().map(|trial| trial.mean_inertia).collect();
    assert!(inertias.is_sorted_by(|fewer, more| fewer > more), "{inertias:?}");
    let best =
        choice.trials.iter().max_by(|a, b| a.silhouette.unwrap().total_cmp(&b.silhouette.unwrap())).unwrap();
    assert_eq!(choice.best_silhouette_k, Some(best.k));
    assert!(choice.elbow_k.is_some_and(|k| (3..=9).contains(&k)));
}

#[test]
fn the_same_question_has_the_same_answer() {
    let engine = ShopFiles::of_customers(80).engine();
    let ask = || serde_json::to_string(&engine.cluster_choice(&Scope::everything()).unwrap()).unwrap();
    assert_eq!(ask(), ask());
}

#[test]
fn a_scope_clusters_its_own_customers_and_an_empty_one_none() {
    let engine = ShopFiles::of_customers(50).engine();
    let of_rj = engine.cluster_choice(&Scope::of_states(["RJ".to_owned()])).unwrap();
    assert_eq!(of_rj.clustered_customers, 25);
    let nobody = engine.cluster_choice(&Scope::of_states([])).unwrap();
    assert!(nobody.trials.is_empty());
    assert_eq!((nobody.elbow_k, nobody.best_silhouette_k, nobody.clustered_customers), (None, None, 0));
}

use leptos::prelude::*;

use super::Example;
use crate::components::{EmptyState, Failure, ProgressBar, Skeleton, TooLittleData};

#[component]
pub fn StateExamples() -> impl IntoView {
    view! {
        <Example name="Nothing matches">
            <EmptyState message="No customer matches these filters." clear_href="/kit".to_owned()/>
        </Example>
        <Example name="Too little data">
            <TooLittleData
                reason="Retention needs two months of orders; there is one."
                next_step=("Show all orders".to_owned(), "/kit".to_owned())
            />
        </Example>
        <Example name="Failed">
            <Failure
                title="The answer did not arrive"
                text="Nothing is lost: the server could not be reached.".to_owned()
                way_out="Try again"
                href="/kit".to_owned()
            />
        </Example>
        <Example name="On its way"><Skeleton class="skeleton-card"/></Example>
        <Example name="A table on its way"><Skeleton class="skeleton-lines"/></Example>
        <Example name="Old data while new is on its way">
            <div class="answer is-stale" aria-busy="true"><p class="kpi-value">"4,407"</p></div>
        </Example>
    }
}

#[component]
pub fn ProgressExamples() -> impl IntoView {
    view! {
        <Example name="Progress">
            <ProgressBar label="Reading orders" share=Some(0.33) words="3 of 9 files"/>
            <ProgressBar label="Scoring" share=None words="Step 3 of 4"/>
            <ProgressBar label="Done" share=Some(1.0) words="22,286 customers"/>
        </Example>
    }
}

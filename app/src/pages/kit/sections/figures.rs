use clientele_contract::Segment;
use leptos::prelude::*;

use super::Example;
use crate::components::{
    Badge, Card, Comparison, Direction, GlossaryMark, KpiTile, SegmentMark, ShareBar, Tone, Verdict,
};

#[component]
pub fn TileExamples() -> impl IntoView {
    let compared = |verdict, arrow, figure: &str, words: &str| Comparison {
        lead: String::new(),
        verdict,
        arrow,
        figure: figure.to_owned(),
        words: words.to_owned(),
    };
    let better = compared(Verdict::Better, Some(Direction::Up), "8.1 %", "more than the month before");
    let worse = compared(Verdict::Worse, Some(Direction::Down), "0.11", "below the shop’s");
    let neutral = compared(Verdict::Neutral, None, "31.5 %", "of all");
    view! {
        <Example name="In a row, with and without comparison" wide=true>
            <dl class="kpis">
                <KpiTile label="Revenue" value="R$ 1.14 m" exact="R$ 1,139,123.45" comparison=better term="revenue"/>
                <KpiTile label="Review score" value="4.02" comparison=worse term="review-score"/>
                <KpiTile label="Customers" value="4,407" comparison=neutral href="/customers".to_owned()/>
                <KpiTile label="Repeat rate" value="–" comparison=Comparison::of_words("Nobody has ordered yet")/>
                <KpiTile
                    label="Average order value of customers with several orders"
                    value="R$ 123 bn"
                    exact="R$ 123,456,789,012.34"
                    comparison=Comparison::of_words("A long sentence that takes a second line of the tile")
                />
            </dl>
        </Example>
        <Example name="With the colour of a segment" wide=true>
            <dl class="kpis kpis-colored seg-at-risk">
                <KpiTile label="Customers" value="54" comparison=Comparison::of_words("0.2 % of all")/>
                <KpiTile label="Revenue" value="R$ 20.1 k" comparison=Comparison::of_words("0.6 % of all")/>
            </dl>
        </Example>
    }
}

#[component]
pub fn CardExamples() -> impl IntoView {
    let actions = view! { <a class="card-link" href="/segments">"All segments"</a> }.into_any();
    view! {
        <Example name="With everything">
            <Card
                id="kit-card"
                title="Big spenders who have gone quiet are a fifth of all customers"
                subtitle="Customers by recency and spend"
                term="rfm-matrix"
                actions=actions
            >
                <p>"The content of the card."</p>
            </Card>
        </Example>
        <Example name="Title alone"><Card id="kit-card-plain" title="What to do"><p>"Nothing for now."</p></Card></Example>
        <Example name="Facts">
            <Card id="kit-card-facts" title="Files">
                <dl class="facts">
                    <div><dt>"Orders"</dt> <dd>"99,441"</dd></div>
                    <div><dt>"Rejected rows"</dt> <dd>"12"</dd></div>
                    <div>
                        <dt>"Identifier"</dt>
                        <dd class="code">"0a0a92112bd4c708ca5fde585afaa8720a0a92112bd4c708"</dd>
                    </div>
                </dl>
            </Card>
        </Example>
        <Example name="Notice">
            <ul class="notices" aria-label="Notices">
                <li>"“abc” is not understood as a number of days; it was left out."</li>
            </ul>
        </Example>
    }
}

#[component]
pub fn BadgeExamples() -> impl IntoView {
    let marks = Segment::ALL.map(|segment| view! { <SegmentMark segment/> });
    view! {
        <Example name="Badges">
            <Badge words="Draft"/>
            <Badge words="In force" tone=Tone::Accent/>
            <Badge words="Holds" tone=Tone::Good/>
            <Badge words="Not over yet" tone=Tone::Warning/>
            <Badge words="Failed" tone=Tone::Bad/>
        </Example>
        <Example name="Explained terms">
            <p>"Recency " <GlossaryMark term="recency"/> " · silhouette " <GlossaryMark term="silhouette"/></p>
        </Example>
        <Example name="Shares">
            <div class="seg-loyal kit-bars">
                <ShareBar value=0.62 full=1.0/>
                <ShareBar value=0.31 full=1.0 class="share-bar-second"/>
            </div>
            <div class="kit-bars"><ShareBar value=0.0 full=1.0/> <ShareBar value=1.0 full=1.0/></div>
        </Example>
        <Example name="Segments" wide=true><p class="kit-marks">{marks.collect_view()}</p></Example>
    }
}

use leptos::prelude::*;

use super::Example;
use crate::components::{Field, FilterChip, MultiSelect, RangeScale, RangeSlider, SelectOption};

#[component]
pub fn FieldExamples() -> impl IntoView {
    view! {
        <Example name="Empty"><Field name="empty-field" label="Name of the view" placeholder="Big spenders"/></Example>
        <Example name="Filled, with a hint">
            <Field name="filled-field" label="Contact cost" value="0.50" hint="Per customer, in R$" input_mode="decimal"/>
        </Example>
        <Example name="Wrong">
            <Field
                name="wrong-field"
                label="Spent, from"
                value="1.234,50"
                error="Not a number. Write 1234.50 or 1234,50, without separators of thousands.".to_owned()
            />
        </Example>
        <Example name="Disabled"><Field name="disabled-field" label="Cost" value="12" disabled=true/></Example>
        <Example name="Search"><Field name="search-field" label="Search" kind="search" value="Ana"/></Example>
        <Example name="Date"><Field name="date-field" label="First day" kind="date" value="2018-08-29"/></Example>
        <Example name="Choice and text">
            <div class="form-field">
                <label for="kit-select">"Segment map"</label>
                <select class="field" id="kit-select">
                    <option>"Standard, 125 codes"</option>
                    <option>"Grid of recency and frequency"</option>
                </select>
            </div>
            <div class="form-field">
                <label for="kit-text">"Rules"</label>
                <textarea class="field code" id="kit-text" rows="3" spellcheck="false">
                    "[[rule]]\naction = \"we-miss-you\""
                </textarea>
            </div>
        </Example>
        <Example name="Tick boxes and choices">
            <label class="tick"><input type="checkbox" checked=true/> "Match weekdays"</label>
            <label class="tick"><input type="checkbox"/> "Reviewed only"</label>
            <label class="tick"><input type="checkbox" disabled=true/> "Not now"</label>
            <label class="tick"><input type="radio" name="kit-radio" checked=true/> "For people"</label>
            <label class="tick"><input type="radio" name="kit-radio"/> "For machines"</label>
        </Example>
    }
}

#[component]
pub fn ChipExamples() -> impl IntoView {
    let states = ["São Paulo", "Rio de Janeiro", "Minas Gerais", "Rio Grande do Sul", "Santa Catarina"];
    let options = move |chosen: usize| -> Vec<SelectOption> {
        let option = |(position, state): (usize, &str)| SelectOption {
            value: state.to_lowercase().replace(' ', "-"),
            label: state.to_owned(),
            count: Some(12_804 / (position as u64 + 1)),
            is_chosen: position < chosen,
        };
        states.into_iter().enumerate().map(option).collect()
    };
    let long = vec![SelectOption {
        value: "long".to_owned(),
        label: "Fashion, bags and accessories for every season and occasion of the year".to_owned(),
        count: Some(1_234_567),
        is_chosen: true,
    }];
    view! {
        <Example name="In force">
            <FilterChip label="Tier" value="Gold" remove_href="/kit#chips"/>
            <FilterChip label="Segment" value="At Risk" remove_href="/kit#chips" color_class="seg-at-risk"/>
        </Example>
        <Example name="Nothing chosen">
            <form method="get" action="/kit">
                <MultiSelect name="state" label="State" options=options(0) search="Search states"/>
            </form>
        </Example>
        <Example name="Two, many">
            <form method="get" action="/kit">
                <MultiSelect name="state-two" label="State" options=options(2) search="Search states"/>
                <MultiSelect name="state-many" label="State" options=options(4) search="Search states"/>
            </form>
        </Example>
        <Example name="Long words">
            <form method="get" action="/kit">
                <MultiSelect name="category" label="Favourite category" options=long/>
            </form>
        </Example>
    }
}

#[component]
pub fn RangeExamples() -> impl IntoView {
    let days = RangeScale::whole(0.0, 714.0);
    let spent = RangeScale { min: 10.0, max: 13_664.08, is_logarithmic: true, decimals: 2 };
    view! {
        <Example name="Open"><RangeSlider key="recency" label="Last order, days ago" scale=days ends=(None, None)/></Example>
        <Example name="Both ends, logarithmic">
            <RangeSlider key="spent" label="Spent, R$" scale=spent ends=(Some(57.0), Some(386.0))/>
        </Example>
        <Example name="One value">
            <RangeSlider key="orders" label="Orders" scale=RangeScale::whole(1.0, 1.0) ends=(None, None)/>
        </Example>
        <Example name="Wrong">
            <RangeSlider
                key="wrong"
                label="Days"
                scale=days
                ends=(Some(30.0), None)
                error="Not a number. Write a whole number, such as 30."
            />
        </Example>
        <Example name="Disabled">
            <RangeSlider key="disabled" label="Days" scale=days ends=(Some(30.0), Some(180.0)) disabled=true/>
        </Example>
    }
}

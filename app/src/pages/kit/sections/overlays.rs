use leptos::prelude::*;

use super::Example;
use crate::components::{Dialog, Drawer, Icon, IconView};

#[component]
pub fn OverlayExamples() -> impl IntoView {
    view! {
        <Example name="Dialog">
            <a class="button" href="#kit-dialog" data-dialog="kit-dialog">"Open a dialog"</a>
            <Dialog id="kit-dialog" title="Save this view">
                <form method="get" action="/kit">
                    <div class="form-field">
                        <label for="kit-dialog-name">"Name"</label>
                        <input class="field" id="kit-dialog-name" name="name" autocomplete="off"/>
                    </div>
                    <div class="dialog-foot">
                        <a class="button" href="#closed" data-close="">"Cancel"</a>
                        <button type="submit" class="button button-primary">"Save"</button>
                    </div>
                </form>
            </Dialog>
        </Example>
        <Example name="Long dialog">
            <a class="button" href="#kit-long-dialog" data-dialog="kit-long-dialog">"Open a long dialog"</a>
            <Dialog id="kit-long-dialog" title="Every rule">
                {(1..=40).map(|line| view! { <p>{format!("Rule {line} of 40")}</p> }).collect_view()}
            </Dialog>
        </Example>
        <Example name="Drawer">
            <a class="button" href="#kit-drawer" data-dialog="kit-drawer">"Open a drawer"</a>
            <Drawer id="kit-drawer" title="Beside the page"><p>"What is read beside the page."</p></Drawer>
        </Example>
        <Example name="Tooltip">
            <button type="button" class="button" data-tip="R$ 1,139,123.45">"Short"</button>
            <button
                type="button"
                class="button"
                data-tip="Sum of the order values of all completed orders in view. Cancelled and open orders are not part of it."
            >
                "Long"
            </button>
        </Example>
    }
}

#[component]
pub fn ToastExamples() -> impl IntoView {
    view! {
        <Example name="As it is shown" wide=true>
            <div class="toast">
                <IconView icon=Icon::Check/>
                <p>"View saved. It is in the list of saved views and in the search."</p>
                <button type="button" class="icon-button" aria-label="Close the example">
                    <IconView icon=Icon::Close/>
                </button>
            </div>
        </Example>
        <Example name="From an address">
            <a class="button" href="/kit?done=view-saved#toasts">"Show one"</a>
        </Example>
    }
}

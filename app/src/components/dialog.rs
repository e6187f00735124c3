use leptos::prelude::*;

use crate::components::{Icon, IconView};

/// Content over the page, opened by `<a href="#id" data-dialog="id">`.
///
/// With script it is a modal dialog; without, the address `#id` shows it.
#[component]
pub fn Dialog(
    /// Its id, unique on the page.
    id: &'static str,
    /// What it is about.
    #[prop(into)]
    title: String,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <dialog id=id class=format!("dialog {class}") aria-labelledby=format!("{id}-title")>
            <div class="dialog-box">
                <div class="dialog-head">
                    <h2 id=format!("{id}-title")>{title}</h2>
                    <a class="icon-button" href="#closed" data-close="" aria-label="Close">
                        <IconView icon=Icon::Close/>
                    </a>
                </div>
                <div class="dialog-body">{children()}</div>
            </div>
        </dialog>
    }
}

/// A dialog at the right edge, for what is read beside the page.
#[cfg(feature = "ssr")]
#[component]
pub fn Drawer(
    /// Its id, unique on the page.
    id: &'static str,
    /// What it is about.
    #[prop(into)]
    title: String,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! { <Dialog id title class="drawer">{children()}</Dialog> }
}

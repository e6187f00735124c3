use anyhow::Result;

use crate::{
    browser::{self, Chromium},
    serve::{SITE, build_release},
    steps::Steps,
    workspace::Workspace,
};

/// Builds for production and takes the pictures of the documentation in a real browser.
pub fn take() -> Result<()> {
    let workspace = Workspace::locate()?;
    let mut steps = Steps::default();
    build_release(&workspace, &mut steps)?;
    let chromium = steps.run("test tools", "installs Playwright and finds a Chromium", || {
        browser::ensure_test_packages(&workspace)?;
        browser::ensure_chromium(&workspace)
    })?;
    steps.run("screenshots", "opens the pages and takes their pictures", || {
        let program = workspace
            .program("npx")
            .directory(&workspace.root.join("end2end"))
            .env("CLIENTELE_SERVER", workspace.server_binary("release"))
            .env("CLIENTELE_SITE", workspace.root.join(SITE))
            .args(["playwright", "test", "--config", "screenshots.config.ts"]);
        match &chromium {
            Chromium::Installed(path) => program.env("CLIENTELE_CHROMIUM", path),
            Chromium::OfPlaywright => program,
        }
        .run()
    })?;
    steps.print_times();
    Ok(())
}

import type { Locator, Page } from "@playwright/test";

/** What a person sees and uses on the overview. */
export class OverviewPage {
  constructor(readonly page: Page) {}

  /** A headline figure with its words. */
  tile(label: string): Locator {
    return this.page.locator(".kpi", { has: this.page.getByText(label, { exact: true }) });
  }

  value(label: string): Locator {
    return this.tile(label).locator(".kpi-value");
  }

  /** The change of a figure in words. */
  change(label: string): Locator {
    return this.tile(label).locator(".kpi-note");
  }

  get bar(): Locator {
    return this.page.getByRole("navigation", { name: "Period" });
  }

  /** Opens what the days can be compared with. */
  get comparison(): Locator {
    return this.bar.locator("summary", { hasText: "Compared with" });
  }

  /** Which days are shown, and which are compared. */
  get days(): Locator {
    return this.bar.getByRole("status");
  }

  /** The part of the page with this title. */
  section(title: string | RegExp): Locator {
    return this.page.getByRole("region", { name: title });
  }

  get findings(): Locator {
    return this.section("What changed").getByRole("listitem");
  }
}

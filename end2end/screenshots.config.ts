import tests from "./playwright.config";

/** `cargo xtask screenshots`: the pictures of the documentation, taken of the real thing. */
export default { ...tests, testDir: "screenshots", fullyParallel: false, workers: 1 };

// What the host calls for a test: read of elements, act on them, evaluate with them, explain them.

import { atRest } from "./at-rest.js";
import { evaluateInPage } from "./evaluate.js";
import { locateAll } from "./locators.js";
import { actForTest } from "./test-acts.js";
import { explainForTest } from "./test-explains.js";
import { readForTest } from "./test-reads.js";

export const testEntries = {
  read: readForTest,
  act: (...given) => atRest(() => actForTest(...given)),
  explain: explainForTest,
  // A function of the elements, or of the only one.
  evaluateOn(id, steps, text, argument, each) {
    const found = locateAll(steps);
    evaluateInPage(id, text, each ? found : found[0], argument);
  },
};

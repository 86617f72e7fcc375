// What a browser does between two tasks, and the tasks that wait while a user's action has several parts.

import { fixFocus } from "./focus.js";
import { host } from "./host.js";
import { noticeChanges } from "./observers.js";
import { tellRejections } from "./rejections.js";
import { timersExist } from "./timers.js";

// After each task; whether something ran, whose microtasks are still to run.
export function afterTask() {
  noticeChanges();
  fixFocus();
  return tellRejections();
}

// Between two inputs of the user's Chromium does all that is waiting. Only what belongs to one press of the
// mouse comes in one go.
export function runPendingTasks() {
  afterTask();
  if (timersExist()) host("pending");
}

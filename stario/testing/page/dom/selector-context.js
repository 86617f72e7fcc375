// What a selector is matched in: {scope, anchor, host, limit, pierces, isForMany, notes}.
//
// What :scope stands for; the element that :has() begins at; the one that :host is; one above which nothing is looked
// at; whether a shadow tree's host is above it; are many elements asked, while nothing changes, and what is known of
// them so far.

export function contextOf(scope, isForMany = false) {
  return {
    scope,
    anchor: null,
    host: null,
    limit: null,
    pierces: false,
    isForMany,
    notes: null,
  };
}

// What is known of elements in a context for many, by the function that was asked.
export function notesOf(context, asked) {
  context.notes ??= new Map();
  let known = context.notes.get(asked);
  if (known === undefined) context.notes.set(asked, (known = new Map()));
  return known;
}

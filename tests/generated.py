"""What Hypothesis makes for the tests in this folder: hostile text, signals and events."""

from hypothesis import settings
from hypothesis import strategies as st

from stario.datastar import Event, OtherEvent, PatchElements, PatchSignals

#: For every property here: machines differ in speed, so no example has a deadline.
thorough = settings(deadline=None, max_examples=100)

#: Pieces that break protocols, HTML and JavaScript when they are written without care.
HOSTILE = [
    *["\n", "\r", "\r\n", "\n\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\t", "\0"],
    *[" ", "  ", ":", ": ", "data: ", "data: elements ", "id: 1", "event: x", "\ufeff", "\x7f"],
    *["'", '"', "`", "\\", "\\\\", "\\'", "${x}", "&", "&lt;", "<", ">", "{", "}", "é", "😀", "x3C"],
    *["</script>", "<script>", "</SCRIPT ", "<!--", "-->", "</body>", "</html>", "</head>", "]]>"],
]
NOT_ON_ONE_LINE = "\n\r\0"

characters = st.characters(exclude_categories=["Cs"])
text = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(characters, max_size=5)), max_size=8).map("".join)
lines = text.map(lambda found: "".join(one for one in found if one not in NOT_ON_ONE_LINE))
selectors = lines.filter(str.strip)
ids = st.none() | lines
retries = st.none() | st.integers(0, 2**53 - 1)

#: Python can hold half of a surrogate pair, and so can the strings of JSON.
any_text = text | st.text(max_size=5)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | any_text
)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=12,
)
signals = st.dictionaries(any_text, json_values, max_size=4)


def _patch_elements(mode: str, selector: str | None, **options: object) -> PatchElements:
    if selector is None and mode not in ("outer", "replace"):
        selector = "#target"
    return PatchElements(selector=selector, mode=mode, **options)  # type: ignore[arg-type]


patch_elements = st.builds(
    _patch_elements,
    elements=text | text.map(lambda found: found * 200),
    selector=st.none() | selectors,
    mode=st.sampled_from(["outer", "inner", "replace", "prepend", "append", "before", "after", "remove"]),
    namespace=st.sampled_from(["html", "svg", "mathml"]),
    use_view_transition=st.booleans(),
    view_transition_selector=st.none() | selectors,
    event_id=ids,
    retry=retries,
)
patch_signals = st.builds(PatchSignals, signals, only_if_missing=st.booleans(), event_id=ids, retry=retries)
comments = text.map(lambda found: found.replace("\n", "").replace("\r", "")).map(
    lambda found: OtherEvent(comment=found)
)
#: Events of other types, and ids and retries alone. Only Datastar's own types are Datastar's to read.
others = (
    st.fixed_dictionaries(
        {
            "event": lines.filter(lambda name: not name.strip().startswith("datastar-")),
            "data": st.none() | text,
            "event_id": ids,
            "retry": retries,
        }
    )
    .filter(
        lambda made: (
            made["event"] not in ("", "message")
            or any(made[key] is not None for key in ("data", "event_id", "retry"))
        )
    )
    .map(lambda made: OtherEvent(**made))
)
custom = st.builds(
    OtherEvent,
    st.sampled_from(["datastar-custom", "datastar-patch-elements-2", "datastar-x y"]),
    st.none() | text,
    event_id=ids,
    retry=retries,
)
events: st.SearchStrategy[Event] = st.one_of(patch_elements, patch_signals, others, custom, comments)

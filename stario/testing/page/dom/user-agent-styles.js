// What Chromium's own style sheet says, as far as something can be told of it without layout
// (HTML standard 15.3).

export const USER_AGENT_STYLES = `
html, body, address, article, aside, blockquote, center, dd, details, dialog, dir, div, dl, dt, fieldset,
figcaption, figure, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, header, hgroup, hr, legend, li,
listing, main, menu, nav, ol, optgroup, option, p, plaintext, pre, search, section, summary, ul, xmp {
  display: block;
}
area, audio:not([controls]), base, basefont, datalist, head, link, meta, noembed, noframes, param, rp, script,
style, template, title, [hidden]:not([hidden=until-found]), input[type=hidden], dialog:not([open]),
[popover]:not(:popover-open):not(dialog[open]) {
  display: none;
}
[hidden=until-found] { content-visibility: hidden; }
li, details > summary:first-of-type { display: list-item; }
details > summary:first-of-type { list-style: disclosure-closed inside; }
ol { list-style-type: decimal; }
table { display: table; border-spacing: 2px; text-indent: 0; box-sizing: border-box; }
thead { display: table-header-group; vertical-align: middle; }
tbody { display: table-row-group; vertical-align: middle; }
tfoot { display: table-footer-group; vertical-align: middle; }
tr { display: table-row; }
td, th { display: table-cell; padding: 1px; }
th { font-weight: bold; text-align: center; }
caption { display: table-caption; text-align: -webkit-center; }
col { display: table-column; }
colgroup { display: table-column-group; }
q::before { content: open-quote; }
q::after { content: close-quote; }
ruby { display: ruby; }
ruby > rt { display: ruby-text; }
slot { display: contents; }
button, input, marquee, meter, progress, select, textarea { display: inline-block; }
body { margin: 8px; }
blockquote, figure { margin: 1em 40px; }
p, dl, ol, ul, dir, menu { margin-top: 1em; margin-bottom: 1em; }
:is(ol, ul, dir, menu, dl) :is(ol, ul, dir, menu, dl) { margin-top: 0; margin-bottom: 0; }
ol, ul, dir, menu { padding-left: 40px; }
dd { margin-left: 40px; }
h1 { font-size: 2em; font-weight: bold; margin: 0.67em 0; }
h2 { font-size: 1.5em; font-weight: bold; margin: 0.83em 0; }
h3 { font-size: 1.17em; font-weight: bold; margin: 1em 0; }
h4 { font-weight: bold; margin: 1.33em 0; }
h5 { font-size: 0.83em; font-weight: bold; margin: 1.67em 0; }
h6 { font-size: 0.67em; font-weight: bold; margin: 2.33em 0; }
b, strong, optgroup { font-weight: bolder; }
i, em, cite, var, dfn, address { font-style: italic; }
code, kbd, samp, tt, pre, plaintext, xmp, listing { font-family: monospace; font-size: 13px; }
pre, plaintext, xmp, listing { white-space: pre; margin: 1em 0; }
textarea { white-space: pre-wrap; }
nobr, option { white-space: nowrap; }
u, ins { text-decoration: underline; }
s, strike, del { text-decoration: line-through; }
a:any-link { color: rgb(0, 0, 238); text-decoration: underline; cursor: pointer; }
small, sub, sup { font-size: smaller; }
big { font-size: larger; }
sub { vertical-align: sub; }
sup { vertical-align: super; }
mark { background-color: rgb(255, 255, 0); color: rgb(0, 0, 0); }
hr { border: 1px inset; color: rgb(128, 128, 128); margin: 0.5em auto; }
fieldset { border: 2px groove rgb(239, 239, 239); padding: 0.35em 0.75em 0.625em; margin: 0 2px; }
legend { padding: 0 2px; }
iframe { border: 2px inset; }
dialog { border: 3px solid; padding: 1em; position: absolute; background-color: rgb(255, 255, 255); }
dialog:modal { position: fixed; }
[popover]:popover-open:not(dialog) {
  position: fixed; border: 3px solid; padding: 0.25em; background-color: rgb(255, 255, 255);
}
button, input[type=button i], input[type=submit i], input[type=reset i] {
  padding: 1px 6px; border: 2px outset rgb(0, 0, 0); text-align: center; cursor: default;
  background-color: rgb(239, 239, 239);
}
input, textarea { background-color: rgb(255, 255, 255); }
input { border: 2px inset rgb(118, 118, 118); padding: 1px 2px; cursor: text; }
input[type=checkbox i], input[type=radio i], input[type=file i], input[type=range i], select, label {
  cursor: default;
}
textarea { border: 1px solid rgb(118, 118, 118); padding: 2px; cursor: text; }
select { border: 1px solid rgb(118, 118, 118); background-color: rgb(239, 239, 239); white-space: pre; }
button, input, textarea, select {
  font: 13.3333px Arial; box-sizing: border-box; text-transform: none; letter-spacing: normal;
  word-spacing: normal; text-indent: 0; color: rgb(0, 0, 0);
}
input, textarea { text-align: start; box-sizing: content-box; }
input { box-sizing: border-box; }
textarea { box-sizing: border-box; }
:disabled { cursor: default; }
button:disabled, input:disabled, select:disabled, optgroup:disabled, option:disabled {
  color: rgba(16, 16, 16, 0.3);
}
textarea:disabled { color: rgb(84, 84, 84); }
:is(bdo, [dir=ltr i]) { unicode-bidi: isolate; }
[dir=ltr i] { direction: ltr; }
[dir=rtl i] { direction: rtl; }
`;

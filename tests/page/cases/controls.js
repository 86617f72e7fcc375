// Scenes with forms and controls: what scripts do to them, and what they find then. Elements with an id are globals.
(check) => {
  const play = (markup, script) => {
    document.body.innerHTML = markup;
    const named = [...document.querySelectorAll("[id]")];
    const names = named.map((element) => element.id);
    try {
      return String(new Function(...names, script)(...named));
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const scenes = [
    [
      "<select id=s><optgroup><option>a<option>b</optgroup><option>c</select>",
      "s.add(new Option('n'),s.options[1]); return s.innerHTML",
    ],
    [
      "<select id=s><optgroup><option>a<option>b</optgroup><option>c</select>",
      "s.add(new Option('n'),1); return s.innerHTML",
    ],
    [
      "<select id=s><optgroup><option>a<option>b</optgroup><option>c</select>",
      "s.options[1]=new Option('n'); return s.innerHTML",
    ],
    [
      "<select id=s><option>a<option>b<option>c</select>",
      "s.options[1]=null; s.options[5]=new Option('n');return s.innerHTML",
    ],
    ["<select id=s><option>a</select>", "s.add(document.createElement('div')); return s.innerHTML"],
    ["<input id=i value=abc>", "i.focus(); i.remove(); return document.activeElement.localName"],
    [
      "<input id=i value=abc><input id=j>",
      "const l=[];for(const t of ['blur','focusout','change','focus','focusin'])window.addEventListener(t,e=>l.push(t+(e.target.id||'')),true); i.focus(); i.remove(); j.focus(); return l.join()",
    ],
    [
      "<label id=l for=c>x</label><input id=c type=checkbox>",
      "l.click(); return [c.checked,document.activeElement.id].join()",
    ],
    ["<label id=l>x<input id=c></label>", "l.click(); return document.activeElement.id"],
    [
      "<label id=l>x<button id=c type=button>b</button></label>",
      "let n=0;c.onclick=()=>n++;l.click(); return n+document.activeElement.id",
    ],
    [
      "<input id=c type=checkbox disabled>",
      "let n=0;c.onclick=()=>n++;c.dispatchEvent(new MouseEvent('click',{bubbles:true,cancelable:true}));return [n,c.checked].join()",
    ],
    [
      "<input id=c type=checkbox disabled>",
      "let n=0;document.body.onclick=()=>n++;c.dispatchEvent(new MouseEvent('click',{bubbles:true,cancelable:true}));return [n,c.checked].join()",
    ],
    [
      "<input id=c type=checkbox disabled>",
      "let n=0;document.body.onclick=()=>n++;c.dispatchEvent(new Event('click',{bubbles:true,cancelable:true}));return [n,c.checked].join()",
    ],
    [
      "<button id=c disabled>b</button>",
      "let n=0;document.body.onclick=()=>n++;c.click();c.dispatchEvent(new PointerEvent('click',{bubbles:true}));return n",
    ],
    [
      "<fieldset disabled><button id=c><span id=s>b</span></button></fieldset>",
      "let n=0;c.onclick=()=>n++;document.body.onclick=()=>n+=10;s.click();return n",
    ],
    ["<input id=c type=checkbox>", "c.onclick=e=>e.preventDefault();c.click();return c.checked"],
    [
      "<input id=c type=checkbox>",
      "const l=[];for(const t of ['click','input','change'])c.addEventListener(t,e=>l.push([t,e.constructor.name,e.isTrusted,c.checked,e.detail,e.bubbles,e.composed].join('/')));c.click();return l.join()",
    ],
    [
      '<details id=d><summary id=s>s<input id=i><button id=b>b</button><a id=a href="#z">a</a><b id=x>x</b></summary></details>',
      "const r=[];for(const e of [i,b,a,x,s]){e.click();r.push(d.open)};return r.join()",
    ],
    [
      '<form id=f onsubmit="event.preventDefault();window.__s=event.submitter&&event.submitter.id"><input id=i required><button id=b>b</button></form>',
      "const r=[];let v=0;i.oninvalid=()=>v++;r.push(f.checkValidity(),v);f.requestSubmit();r.push(v,window.__s);i.value='a';f.requestSubmit(b);r.push(window.__s);b.click();r.push(window.__s);try{f.requestSubmit(i)}catch(x){r.push(x.name+x.message)};try{f.requestSubmit(document.createElement('button'))}catch(x){r.push(x.name+x.message)};return r.join('|')",
    ],
    [
      "<form id=f><input name=a value=1><input type=checkbox name=b checked><select name=c multiple><option selected>1<option selected disabled>2<option selected value=>3</select><textarea name=d>x y</textarea><input type=file name=e><button name=g value=h id=g>g</button><input type=image name=im id=im><input name=_charset_ type=hidden><input name=dn dirname=dd value=z><output name=o>x</output></form>",
      "const s=d=>JSON.stringify([...d].map(([n,v])=>[n,v instanceof File?['F',v.name,v.size,v.type]:v]));return s(new FormData(f))+s(new FormData(f,g))+s(new FormData(f,im))",
    ],
    [
      "<form id=f></form>",
      "let n=0;f.onformdata=e=>{e.formData.append('x','y');try{new FormData(f)}catch(x){n=x.name+': '+x.message}};return JSON.stringify([...new FormData(f)])+n",
    ],
    [
      "<form id=f><input type=radio name=r value=1><input type=radio name=r value=2 checked></form>",
      "const l=f.elements.r;const a=[l.constructor.name,l.value,l.length];l.value='1';a.push(l.value,f.elements[0].checked);return a.join()",
    ],
    ["<input id=i type=number value=1 min=0 max=3 step=0.1>", "i.stepUp(3);return i.value"],
    [
      "<input id=i type=range min=0 max=1 step=0.1 value=0.3>",
      "const r=[i.value];i.stepUp();r.push(i.value);i.value='0.77';r.push(i.value);return r.join()",
    ],
    [
      "<progress id=p></progress><meter id=m min=0 max=10 low=3 high=8 value=15></meter>",
      "return [p.value,p.position,p.max,m.value,m.low,m.high,m.optimum].join()",
    ],
    [
      "<output id=o>x</output>",
      "const r=[o.value,o.defaultValue];o.value='y';r.push(o.value,o.defaultValue);o.defaultValue='z';r.push(o.value,o.defaultValue);return r.join()",
    ],
    [
      "<table id=t><tr><td>1</table>",
      "t.insertRow(0).insertCell().textContent='n';t.createTHead();t.createCaption().textContent='c';t.tFoot=null;t.insertRow();return t.outerHTML+t.rows.length+t.rows[0].rowIndex",
    ],
    [
      "<div id=d tabindex=0>x</div><div id=e>y</div>",
      "const r=[d.tabIndex,e.tabIndex];d.focus();r.push(document.activeElement.id);e.focus();r.push(document.activeElement.id);d.tabIndex=-1;r.push(d.getAttribute('tabindex'));d.blur();r.push(document.activeElement.localName);return r.join()",
    ],
    [
      "<input id=i value=hello>",
      "const r=[i.selectionStart,i.selectionEnd];i.value='hey';r.push(i.selectionStart);i.setSelectionRange(1,2,'backward');r.push(i.selectionDirection);i.setRangeText('XX');r.push(i.value,i.selectionStart,i.selectionEnd);i.selectionStart=10;r.push(i.selectionStart,i.selectionEnd);try{const n=document.createElement('input');n.type='number';r.push(n.selectionStart);n.setSelectionRange(0,1)}catch(x){r.push(x.message)};try{const n=document.createElement('input');n.type='number';n.selectionStart=1}catch(x){r.push(x.message)};return r.join('|')",
    ],
    [
      "<dialog id=d><form method=dialog><button id=b value=v>b</button></form></dialog>",
      "const r=[];d.showModal();r.push(d.open,document.activeElement.id);b.click();r.push(d.open,d.returnValue);try{d.show();d.showModal()}catch(x){r.push(x.message)};try{document.createElement('dialog').showModal()}catch(x){r.push(x.message)};return r.join('|')",
    ],
    [
      "<div id=p popover>x</div><button id=b popovertarget=p>b</button>",
      "const r=[];p.showPopover();r.push(p.matches(':popover-open'));try{p.showPopover();r.push('ok')}catch(x){r.push(x.message)};b.click();r.push(p.matches(':popover-open'));try{b.showPopover()}catch(x){r.push(x.message)};p.togglePopover();r.push(p.matches(':popover-open'));return r.join('|')",
    ],
    [
      "<input id=i value=abc><div id=w><b id=t tabindex=0>x</b></div>",
      "const l=[];for(const t of ['blur','focusout','change'])window.addEventListener(t,e=>l.push(t+(e.target.id||'')+e.target.isConnected+document.activeElement.localName),true); i.focus(); i.remove(); t.focus(); w.innerHTML='';return l.join()",
    ],
    [
      "<div id=w><input id=t></div>",
      "const l=[];t.focus();const x=document.createElement('div');document.body.append(x);for(const t of ['blur','focusout'])window.addEventListener(t,e=>l.push(t),true);x.append(w);l.push(document.activeElement.localName);return l.join()",
    ],
    [
      "<div id=w><input id=t></div><div id=x></div>",
      "const l=[];t.focus();for(const t of ['blur','focusout'])window.addEventListener(t,e=>l.push(t),true);x.moveBefore(w,null);l.push(document.activeElement.localName);return l.join()",
    ],
    [
      "<input id=t>",
      "const l=[];t.focus();for(const t of ['blur','focusout'])window.addEventListener(t,e=>l.push(t),true);t.disabled=true;l.push(document.activeElement.localName);return l.join()",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "return [s[1].text,s[5]===undefined,s.length,[...s].length,s instanceof HTMLElement].join()",
    ],
    [
      "<form id=f><input name=a></form>",
      "f.addEventListener('submit',e=>e.preventDefault());f.elements.a.required=true;let n=0;document.addEventListener('invalid',()=>n++,true);f.reportValidity();return n+document.activeElement.name",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "const o=s.options[0];s.textContent='';return o.selected",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "const o=s.options[0];s.replaceChildren();return o.selected",
    ],
    [
      "<select id=s><option>a</select>",
      "const [o]=s.options;s.replaceChildren(new Option('x','x',true,true));return [o.selected]+''",
    ],
    ["<select id=s><option>a</select>", "const [o]=s.options;o.remove();return [o.selected]+''"],
    [
      "<div id=d><select id=s><option>a</select></div>",
      "const [o]=s.options;d.innerHTML='';return [o.selected]+''",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "s.value='zz';const r=[s.selectedIndex];s.add(new Option('n'));r.push(s.selectedIndex);const o=new Option('d');o.disabled=true;s.add(o);r.push(s.selectedIndex);return r.join()",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "s.value='zz';const r=[s.selectedIndex];const o=new Option('d');o.disabled=true;s.add(o);r.push(s.selectedIndex);return r.join()",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "s.selectedIndex=-1;const r=[s.selectedIndex];s.options[1].remove();r.push(s.selectedIndex);return r.join()",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "s.selectedIndex=-1;const r=[s.selectedIndex];s.options[1].selected=false;r.push(s.selectedIndex);s.prepend(new Option('q'));r.push(s.selectedIndex);return r.join()",
    ],
    [
      "<select id=s></select>",
      "const r=[s.selectedIndex];const o=new Option('d');o.disabled=true;s.add(o);r.push(s.selectedIndex);s.add(new Option('e'));r.push(s.selectedIndex);return r.join()",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "s.selectedIndex=-1;const f=document.createDocumentFragment();f.append(new Option('x'),new Option('y'));s.append(f);return s.selectedIndex",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "s.selectedIndex=-1;s.options[0].disabled=true;const r=[s.selectedIndex];s.append(new Option('x'));r.push(s.selectedIndex);return r.join()",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "s.selectedIndex=-1;const o=new Option('d');o.disabled=true;s.prepend(o);return s.selectedIndex",
    ],
    [
      "<select id=s><optgroup id=g><option>a</optgroup><option>b</select>",
      "s.selectedIndex=-1;const o=new Option('d');o.disabled=true;g.append(o);const r=[s.selectedIndex];g.append(new Option('f'));r.push(s.selectedIndex);return r.join()",
    ],
    [
      "<select id=s><option>a<option>b</select>",
      "s.selectedIndex=-1;s.append(document.createElement('hr'));const r=[s.selectedIndex];s.append('text');r.push(s.selectedIndex);const g=document.createElement('optgroup');s.append(g);r.push(s.selectedIndex);return r.join()",
    ],
    [
      "<div id=d><select id=s><option>a<option>b</select></div>",
      "s.selectedIndex=-1;const c=s.cloneNode(true);d.append(c);const r=[s.selectedIndex,c.selectedIndex];d.append(s);r.push(s.selectedIndex);return r.join()",
    ],
    [
      "<input type=radio name=r id=a checked><input type=radio name=r id=b><form id=f><input type=radio name=r id=c checked></form>",
      "const r=()=>[a,b,c].map(e=>+e.checked).join('');const l=[r()];b.checked=true;l.push(r());f.append(b);l.push(r());document.body.append(c);l.push(r());a.name='q';l.push(r());a.checked=true;a.name='r';l.push(r());c.type='checkbox';c.checked=true;c.type='radio';l.push(r());return l.join()",
    ],
    [
      "<form id=f><input type=radio name=r id=a checked></form><form id=g><input type=radio name=r id=b checked></form>",
      "b.setAttribute('form','f');const l=[a.checked,b.checked];f.id='h';l.push(b.form===null);b.checked=true;a.checked=true;f.id='f';l.push(a.checked,b.checked);f.remove();l.push(b.form===null,a.checked);return l.join()",
    ],
    [
      "<form id=f><input id=a value=x><textarea id=t>y</textarea><input type=checkbox id=c checked><select id=s><option>1<option selected>2</select><output id=o>z</output></form>",
      "a.value='1';t.value='2';c.checked=false;s.value='1';o.value='9';a.setAttribute('value','n');t.textContent='m';const l=[a.value,t.value];f.reset();l.push(a.value,t.value,c.checked,s.value,o.value);a.setAttribute('value','p');t.textContent='q';c.removeAttribute('checked');l.push(a.value,t.value,c.checked);return l.join()",
    ],
    [
      "<input id=a value=x>",
      "const l=[];a.value='y';a.type='hidden';l.push(a.value,a.getAttribute('value'));a.type='text';l.push(a.value);a.setAttribute('value','z');l.push(a.value);a.type='number';l.push(a.value);a.value='5';a.type='range';l.push(a.value);a.type='date';l.push(a.value);a.type='file';l.push(a.value);a.type='checkbox';l.push(a.value);return l.join()",
    ],
    [
      "<template id=t><form><input type=radio name=r checked><input type=radio name=r checked></form><select><option>a<option selected>b<option selected>c</select></template>",
      "const c=t.content.cloneNode(true);const l=[...t.content.querySelectorAll('input')].map(e=>e.checked);l.push(t.content.querySelector('select').value);document.body.append(c);l.push(...[...document.querySelectorAll('body > form input')].map(e=>e.checked),document.querySelector('body > select').value);return l.join()",
    ],
  ];
  for (const [markup, script] of scenes) check(`${markup} ${script}`, play(markup, script));
};

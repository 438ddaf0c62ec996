package processcontrol.report;

import org.jspecify.annotations.Nullable;

/**
 * The common frame of the pages of process-control-web: the look of the report, and a script that
 * keeps the page up to date while it is visible.
 *
 * @param home the address of the page of all jobs
 */
public record LiveFrame(String home) {

  private static final String STYLE =
      HtmlFrame.STYLE
          + """
          .a{display:flex;flex-wrap:wrap;gap:.5rem;margin:.8rem 0 0;padding:0}
          .a a,button{font:inherit;font-weight:600;border:1px solid var(--a);border-radius:.4rem;\
          padding:.3rem .9rem;color:var(--a);background:var(--p);text-decoration:none;cursor:pointer}
          button{color:var(--p);background:var(--a)}
          .e{border:2px solid var(--g);border-radius:.6rem;padding:.6rem .9rem}
          form.x{display:block}form.x label{margin:.8rem 0;font-size:.9rem}form.x input{width:min(100%,40rem)}
          #log{max-height:24rem;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
          """;

  private static final String SCRIPT =
      """
      const q=s=>document.querySelector(s),all=s=>[...document.querySelectorAll(s)];
      const focusable='main a,main summary,main input,main select,main [tabindex]';
      function filter(){const f=q('form[role=search]');if(!f)return;f.hidden=false;
      f.onsubmit=e=>e.preventDefault();f.oninput=()=>{let n=0;
      const t=q('#t').value.toLowerCase(),s=q('#s').value,g=q('#g').value;
      for(const r of all('.j')){r.hidden=t&&!r.textContent.toLowerCase().includes(t)||
      s&&r.dataset.s!==s||g&&!r.dataset.g.split(' ').includes(g);n+=!r.hidden}
      q('output').textContent=n+' shown'}}
      const name=d=>d.closest('.j')?.querySelector('th').textContent;
      let tag='',busy=false;
      async function refresh(){const r=await fetch(location.href,{cache:'no-cache'});
      const t=r.headers.get('ETag');if(!r.ok||!t||t===tag)return;
      const d=new DOMParser().parseFromString(await r.text(),'text/html'),n=d.querySelector('main');
      if(!n)return;tag=t;const open=new Set(all('details[open]').map(name)),y=scrollY,
      i=all(focusable).indexOf(document.activeElement),l=q('#log'),m=n.querySelector('#log'),
      p=l?l.scrollTop:0;if(l&&m&&l.dataset.run===m.dataset.run)m.replaceWith(l);
      const f=q('form[role=search]'),g=n.querySelector('form[role=search]');if(f&&g)g.replaceWith(f);
      q('main').replaceWith(n);for(const x of all('details'))if(open.has(name(x)))x.open=true;
      if(l&&l.isConnected)l.scrollTop=p;else end();filter();if(f&&f.oninput&&q('#t'))f.oninput();
      if(i>=0)all(focusable)[i]?.focus({preventScroll:true});scrollTo(scrollX,y)}
      function end(){const l=q('#log');if(l)l.scrollTop=l.scrollHeight}
      async function follow(){const l=q('#log');if(!l||l.dataset.running!=='true')return false;
      const r=await fetch(l.dataset.url+'?from='+l.dataset.next,{cache:'no-cache'});if(!r.ok)return false;
      const t=await r.text(),bottom=l.scrollTop+l.clientHeight>=l.scrollHeight-9;
      if(t){l.append(t);if(l.textContent.length>1e6)l.textContent=l.textContent.slice(-5e5);
      if(bottom)l.scrollTop=l.scrollHeight}
      l.dataset.next=r.headers.get('X-Process-Control-Next')||l.dataset.next;
      l.dataset.running=r.headers.get('X-Process-Control-Running')||'false';
      return l.dataset.running!=='true'}
      let turn=0;
      async function look(){if(busy||document.hidden||q('form.x'))return;busy=true;
      try{const over=await follow();if(over||turn++%3===0)await refresh()}catch(e){}busy=false}
      filter();end();setInterval(look,2000);document.addEventListener('visibilitychange',look);
      """;

  private static final HtmlFrame FRAME = new HtmlFrame(STYLE, SCRIPT, false);

  /** For the page of all jobs. */
  public static HtmlFrame frame() {
    return FRAME;
  }

  /**
   * Begins a page.
   *
   * @param title escaped
   * @param job the address of the page of the job that this one is about, escaped; null if it is
   *     this one, or there is none
   */
  public void begin(StringBuilder html, String title, @Nullable String job) {
    FRAME.begin(html, "of process-control-web", title);
    html.append("<nav class=m><a href=\"").append(home).append("\">All jobs</a>");
    if (job != null) {
      html.append(" / <a href=\"").append(job).append("\">back to the job</a>");
    }
    html.append("</nav>\n<h1>").append(title).append("</h1>\n");
  }

  public void end(StringBuilder html) {
    FRAME.end(html);
  }
}

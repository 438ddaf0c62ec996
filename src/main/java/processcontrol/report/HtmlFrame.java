package processcontrol.report;

/**
 * The common frame of all pages of the report: one style and one script, both within the page and
 * named by their hashes in its policy, so that nothing else on it is obeyed.
 */
public final class HtmlFrame {

  /** The frame of pages that are files: they send no requests. */
  public static final HtmlFrame FILE = new HtmlFrame(HtmlFrame.STYLE, HtmlFrame.SCRIPT, true);

  /** First line of each of our pages, which distinguishes them from the files of others. */
  static final String BEGINNING = "<!DOCTYPE html>\n<!-- process-control report ";

  static final String STYLE =
      """
      :root{color-scheme:light dark;--f:#1d2433;--m:#566074;--b:#f6f7f9;--p:#fff;--l:#d9dee6;\
      --a:#0b5cad;--r:#b3161b;--rb:#fdeaea;--y:#855300;--yb:#fdf3dc;--g:#1a7a3c;--gb:#e6f5ea;\
      --c:#0a6476;--cb:#e2f3f6;--n:#566074;--nb:#eceff3;--w:#9aa4b5}
      @media(prefers-color-scheme:dark){:root{--f:#e6e9ef;--m:#a3adbd;--b:#12161d;--p:#1a2029;\
      --l:#313a48;--a:#7fb8f5;--r:#ff9a94;--rb:#43191b;--y:#f2c76b;--yb:#3b2d10;--g:#7ad694;\
      --gb:#16341f;--c:#79d2e3;--cb:#10333a;--n:#a3adbd;--nb:#262e3a;--w:#6b7789}}
      *{box-sizing:border-box}
      body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:var(--f);background:var(--b)}
      main{max-width:112rem;margin:0 auto;padding:1.25rem clamp(.75rem,2.5vw,2.5rem) 3rem}
      h1{font-size:clamp(1.35rem,1rem + 1.6vw,2rem);line-height:1.2;margin:0;overflow-wrap:anywhere}
      h2,caption{font-size:1.1rem;font-weight:650;text-align:left;margin:0 0 .6rem;padding:0}
      a{color:var(--a)}p{margin:.35rem 0}small,.m{color:var(--m);font-size:.875rem}
      section,.w{background:var(--p);border:1px solid var(--l);border-radius:.6rem;\
      padding:1rem 1.15rem;margin-top:1rem;min-width:0}
      .c{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0;margin:.8rem 0 0}
      .k{display:inline-block;border-radius:1rem;padding:.05rem .6rem;font-size:.875rem;\
      font-weight:600;white-space:nowrap;color:var(--n);background:var(--nb)}
      .failing,.invalid,.overdue,.failure,.timeout,.lost,.error,.missing{color:var(--r);\
      background:var(--rb)}
      .held,.late,.killed{color:var(--y);background:var(--yb)}
      .running,.waiting{color:var(--c);background:var(--cb)}
      .ok,.success{color:var(--g);background:var(--gb)}
      .o{border:2px solid var(--r);border-radius:.6rem;padding:.6rem .9rem;font-weight:600}
      .u{list-style:none;margin:0;padding:0;display:grid;gap:.45rem}
      .u li{overflow-wrap:anywhere}
      .t2{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:0 1rem}
      table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
      th,td{text-align:left;vertical-align:top;padding:.4rem .7rem .4rem 0;\
      border-top:1px solid var(--l)}
      thead th{color:var(--m);font-size:.8rem;font-weight:600;border:0;white-space:nowrap}
      tbody th{font-weight:600;overflow-wrap:anywhere}.f tbody th{min-width:10rem}small{display:block;font-weight:400}
      .n{white-space:nowrap}td.l{min-width:14rem}td code{margin-right:.4rem}.w,.v{overflow-x:auto}.d td{border:0;padding-top:0}
      code,pre{font:.85em/1.45 ui-monospace,monospace}code{white-space:nowrap}
      pre{overflow-x:auto;margin:0;max-height:32rem}
      summary{cursor:pointer;color:var(--m);font-size:.9rem;overflow-wrap:anywhere}
      details[open]>summary{margin-bottom:.4rem}
      .s{display:block;overflow:visible}dd .s{max-width:100%}.s path{fill:none;stroke-width:1.5}
      .g{stroke:var(--g)}.b{stroke:var(--r)}.y{stroke:var(--y)}.q{stroke:var(--w)}.x{stroke:var(--l)}
      .day{width:100%;height:5rem}.t2>section:only-child{grid-column:1/-1}.day path{vector-effect:non-scaling-stroke}
      .day .z{stroke:none}.z.g{fill:var(--g)}.z.b{fill:var(--r)}.z.y{fill:var(--y)}\
      .z.q{fill:var(--l)}.z.h{fill:none;stroke:var(--r);stroke-width:1.5}
      .ax{display:flex;justify-content:space-between;color:var(--m);font-size:.75rem;margin:0}
      .bar{vertical-align:middle;margin-right:.5rem;width:min(6.5rem,10vw)}.bar path{stroke-width:8;fill:none}
      form{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:1.25rem 0 0}
      label{display:grid;font-size:.8rem;font-weight:600;color:var(--m)}
      input,select{font:inherit;color:var(--f);background:var(--p);border:1px solid var(--w);\
      border-radius:.4rem;padding:.35rem .5rem;min-width:9rem;max-width:100%}
      output{color:var(--m);padding:.4rem 0}
      :focus-visible{outline:3px solid var(--a);outline-offset:2px}
      dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}
      dt{color:var(--m)}dd{margin:0;overflow-wrap:anywhere;min-width:0}
      [hidden]{display:none!important}
      @media(max-width:48rem){section,.w{padding:.8rem .75rem}th,td{padding-right:.4rem}.f{display:block}\
      .f thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}\
      .f caption,.f tbody{display:block}.f tr{display:flex;flex-wrap:wrap;gap:.1rem .7rem;\
      padding:.5rem 0;border-top:1px solid var(--l)}.f td,.f tbody th{border:0;padding:0;min-width:0}\
      .f .d{border:0;padding-top:0}.f td:empty{display:none}\
      .f td[data-l]::before{content:attr(data-l)" ";color:var(--m);font-size:.875rem}\
      .f .r{flex-basis:100%}.s{max-width:100%}.f code{white-space:normal}small{display:inline}}
      @media(min-width:160rem){html{font-size:1.4rem}}
      @media print{form{display:none}section,.w{break-inside:avoid;border:0}}
      """;

  static final String SCRIPT =
      """
      const q=s=>document.querySelector(s),f=q('form'),o=q('.o');
      if(f){f.hidden=false;f.onsubmit=e=>e.preventDefault();f.oninput=()=>{let n=0;
      const t=q('#t').value.toLowerCase(),s=q('#s').value,g=q('#g').value;
      for(const r of document.querySelectorAll('.j')){r.hidden=
      t&&!r.textContent.toLowerCase().includes(t)||s&&r.dataset.s!==s||
      g&&!r.dataset.g.split(' ').includes(g);n+=!r.hidden}q('output').textContent=n+' shown'}}
      if(o&&Date.now()-Date.parse(q('time').dateTime)>6e5)o.hidden=false;
      """;

  /** Changes with the look of the pages, so that all are written again. */
  static final int VERSION = (STYLE + SCRIPT).hashCode();

  private final String style;
  private final String script;
  private final boolean isFile;
  private final String policy;

  /**
   * @param isFile whether the page is a file, which has its policy within; others have it in the
   *     head of the response, and may ask the server that they come from
   */
  HtmlFrame(String style, String script, boolean isFile) {
    this.style = style;
    this.script = script;
    this.isFile = isFile;
    this.policy =
        "default-src 'none';img-src data:;style-src "
            + Html.source(style)
            + ";script-src "
            + Html.source(script)
            + ";base-uri 'none';form-action "
            + (isFile ? "'none'" : "'self';connect-src 'self';frame-ancestors 'none'");
  }

  /** Returns what is allowed on the page, as a Content-Security-Policy. */
  public String policy() {
    return policy;
  }

  /**
   * Begins a page.
   *
   * @param mark the state that the page was made from, by which readers see if it is up to date
   * @param title escaped
   */
  void begin(StringBuilder html, String mark, String title) {
    html.append(BEGINNING).append(mark).append(" -->\n<html lang=en><head><meta charset=utf-8>");
    if (isFile) {
      html.append("<meta http-equiv=Content-Security-Policy content=\"").append(policy);
      html.append("\">");
    }
    html.append("<meta name=viewport content=\"width=device-width,initial-scale=1\">");
    if (isFile) {
      html.append("<meta name=referrer content=no-referrer>");
    }
    html.append("<link rel=icon href=\"data:,\">");
    html.append("<title>").append(title).append("</title><style>").append(style);
    html.append("</style></head>\n<body><main>\n");
  }

  void end(StringBuilder html) {
    html.append("</main><script>").append(script).append("</script></body></html>\n");
  }
}

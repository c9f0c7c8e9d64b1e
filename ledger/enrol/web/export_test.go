package web

import checking "ikrar/verify/web"

// Book is every sentence of the page.
var Book = book

// Sources are the modules of both pages.
var Sources = sources

// sampleFlow stands in the place of the flow: in one state of flow/sample.js after the other, as
// the test says.
const sampleFlow = `import { sample, samples } from "./sample.js"
export function start(env, changed) {
  let current = null
  const stand = (name) => {
    let next = null
    next = sample(name, () => {
      if (next && current === next) changed(next.state)
    })
    current = next
    changed(next.state)
    setTimeout(() => (document.getElementById("screen").dataset.sample = name), name.startsWith("working") ? 250 : 0)
  }
  globalThis.stand = stand
  stand.names = Object.keys(samples)
  stand.key = samples.handover.file.text
  globalThis.asked = () => current.asked.map(([action, ...args]) => [action, ...args])
  globalThis.given = env
  stand(new URLSearchParams(location.search).get("state") ?? "code")
  return new Proxy({}, { get: (_, name) => current[name] })
}
`

// SampleAssets are the files of the page with samples in the place of the flow.
func SampleAssets() []checking.Asset { return sampled().assets }

// SampleKiosk are those of a kiosk.
func SampleKiosk() []checking.Asset {
	made, err := sampled().kiosk(Pinned{})
	if err != nil {
		panic(err)
	}
	return made
}

func sampled() site {
	all := sources()
	all["flow/flow.js"] = []byte(sampleFlow)
	return siteOf(all)
}

// MovedBook is every sentence of the page under a former address, and MovedSources its modules.
var (
	MovedBook    = movedBook
	MovedSources = movedSources
)

// UnitBook is every sentence of the page of a unit's link, and UnitSources its modules.
var (
	UnitBook    = unitBook
	UnitSources = unitSources
)

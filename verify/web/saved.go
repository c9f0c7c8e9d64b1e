package web

import (
	"ikrar/verify/phrase"
	"ikrar/verify/web/bundle"
)

// Saved returns the page as one file that needs nothing beside it and asks no network: to hand out on a USB stick, and to
// keep. It believes the trust list, a signed note, under the root of that name, and shows texts by their digests.
func Saved(trust []byte, root string, texts map[string]string) ([]byte, error) {
	all := Sources()
	script, err := bundle.Script(all, mainModule)
	if err != nil {
		return nil, err
	}
	return bundle.File{Page: all[indexFile], Say: inIndonesian, Parts: map[string]string{"home": "#"}, Script: script,
		Style: string(all["page/style.css"]), Icon: all["page/icon.svg"],
		Data: map[string]any{"trust": string(trust), "root": root, "texts": texts}}.Bytes()
}

// inIndonesian says a sentence as it stands in the page before the script runs, which changes it where the reader wants
// another language.
func inIndonesian(key string) string { return book.Say(phrase.ID, key) }

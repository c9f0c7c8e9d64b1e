package web

import (
	"encoding/json"

	"ikrar/verify/phrase"
)

// book is every sentence of the page. The names of fields are those of verify/phrase, so that slip,
// page and certificate call the same thing the same.
var book = func() phrase.Book {
	all, err := phrase.Merge(beginWords, stopWords, keyWords, doneWords, shared())
	if err != nil {
		panic(err) // two books share a key: the first test meets it
	}
	return all
}()

// shared are the sentences that other pages say too.
func shared() phrase.Book {
	some := phrase.Book{}
	for _, key := range []string{"field.name", "field.unit", "field.position", "field.rank",
		"field.campaign", "field.place", "field.time", "field.code", "field.index", "caveat.uncertified"} {
		some[key] = phrase.Verdicts[key]
	}
	return some
}

// inIndonesian says a sentence as it stands in the page before the script runs, which changes it
// where the reader wants another language.
func inIndonesian(key string) string { return book.Say(phrase.ID, key) }

// phrasesModule writes the sentences as the JavaScript module that say.js imports: {"key":
// [Indonesian, English]}.
func phrasesModule() []byte { return moduleOf(book) }

func moduleOf(book phrase.Book) []byte {
	pairs := make(map[string][2]string, len(book))
	for key, text := range book {
		pairs[key] = [2]string{text.ID, text.EN}
	}
	body, err := json.Marshal(pairs)
	if err != nil {
		panic(err) // strings always marshal
	}
	return append(append([]byte("export default "), body...), '\n')
}

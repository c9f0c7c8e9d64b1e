package web

import "ikrar/verify/phrase"

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

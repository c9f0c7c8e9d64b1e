package web

// Book is every sentence of the page, for tests that look at it from outside.
var Book = book

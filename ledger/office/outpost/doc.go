// Package outpost is a home whose ledger is on another machine: the officer's own small directory,
// in which the trust list, the settings and the officer's key are, and both halves of what passes
// between it and the server beside the ledger's own calls (HTTP.md section 4).
//
// Nothing in it is the server's to decide: the trust list follows the root that was confirmed when
// the outpost was made, and settings that another changed are a question (see [Home.News]).
package outpost

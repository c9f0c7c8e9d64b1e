// Package people is what HR looks up: the list of an institution's people with how far each has
// come, searched as one types, and one person's history in the order in which it was recorded.
//
// It only reads. What is done with people is in package office.
package people

// Package publish copies what a ledger shows to everybody to any web host.
package publish

//go:build !windows

package main

// ownWindow is of Windows alone: elsewhere a double-click opens no window for a command.
func ownWindow() bool { return false }

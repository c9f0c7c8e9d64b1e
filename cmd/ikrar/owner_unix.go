//go:build !windows

package main

import (
	"os/user"
	"strconv"
)

// userName is a user's name, or the number as sudo takes it.
func userName(uid int) string {
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return u.Username
	}
	return "#" + strconv.Itoa(uid)
}

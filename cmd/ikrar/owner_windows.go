package main

import "strconv"

func userName(uid int) string { return strconv.Itoa(uid) }

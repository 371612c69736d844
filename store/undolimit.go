package store

import (
	"fmt"
	"strconv"
	"strings"
)

// UndoSetting is the setting of how many bytes the inverse of the last import may
// take, by which it can be undone.
const UndoSetting = "undo"

// defaultUndoLimit is what undo may take when nothing was set. A file of customers
// that changes each of a million rows needs about half of it.
const defaultUndoLimit = 64 << 20

// ParseUndoLimit reads the setting: off, or a number of bytes that may end in KB, MB
// or GB; "" is the default. The limit is in bytes, 0 when it is off.
func ParseUndoLimit(setting string) (int64, error) {
	text := strings.ToUpper(strings.TrimSpace(setting))
	switch text {
	case "":
		return defaultUndoLimit, nil
	case "OFF":
		return 0, nil
	}
	unit := int64(1)
	for suffix, bytes := range map[string]int64{"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30} {
		if number, ok := strings.CutSuffix(text, suffix); ok {
			text, unit = strings.TrimSpace(number), bytes
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n > 1<<50/unit {
		return 0, fmt.Errorf("%q is no size for undo; say off, or a size such as 64MB", setting)
	}
	return n * unit, nil
}

// FormatUndoLimit is a limit as people write it.
func FormatUndoLimit(bytes int64) string {
	for _, unit := range []struct {
		suffix string
		bytes  int64
	}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}} {
		if bytes >= unit.bytes && bytes%unit.bytes == 0 {
			return strconv.FormatInt(bytes/unit.bytes, 10) + " " + unit.suffix
		}
	}
	return strconv.FormatInt(bytes, 10) + " bytes"
}

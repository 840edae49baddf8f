package badgerstore

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
)

// logger passes what Badger says on to slog. What Badger calls information is for debugging here.
type logger struct{ to *slog.Logger }

func (l logger) log(level slog.Level, format string, args ...any) {
	if l.to != nil && l.to.Enabled(context.Background(), level) {
		l.to.Log(context.Background(), level, "badger: "+strings.TrimSpace(fmt.Sprintf(format, args...)))
	}
}

// Errorf implements badger.Logger.
func (l logger) Errorf(format string, args ...any) { l.log(slog.LevelError, format, args...) }

// Warningf implements badger.Logger.
func (l logger) Warningf(format string, args ...any) { l.log(slog.LevelWarn, format, args...) }

// Infof implements badger.Logger.
func (l logger) Infof(format string, args ...any) { l.log(slog.LevelDebug, format, args...) }

// Debugf implements badger.Logger.
func (l logger) Debugf(format string, args ...any) { l.log(slog.LevelDebug, format, args...) }

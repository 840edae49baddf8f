//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakBytes returns the most memory that a process had, which is over.
func peakBytes(p *os.ProcessState) (bytes float64, ok bool) {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, false
	}
	if runtime.GOOS == "darwin" { // which counts bytes; others count KiB
		return float64(usage.Maxrss), true
	}
	return float64(usage.Maxrss) * 1024, true
}

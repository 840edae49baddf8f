// Command isnad reads Arabic news of armed conflict and builds a graph in which every edge keeps its
// chain of sources. `isnad help` lists the verbs.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(run()) }

// run is the command in this process. The first interrupt stops it at the next article or record; a
// second one ends the process.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	a := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}
	return a.main(ctx, os.Args[1:])
}

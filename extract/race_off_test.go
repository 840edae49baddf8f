//go:build !race

package extract

// raceDetector says whether the tests run under the race detector, which makes them ten times slower.
const raceDetector = false

package extract

import "testing"

// TestShippedData: the data that the binary holds has no fault.
func TestShippedData(t *testing.T) {
	x, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range x.Lint() {
		t.Error(f)
	}
}

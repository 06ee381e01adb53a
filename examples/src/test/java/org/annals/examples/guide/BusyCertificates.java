package org.annals.examples.guide;

// @start region="partitions"
import org.annals.following.Partitions;
import org.annals.settings.Settings;

public class BusyCertificates extends Certificates {
    public BusyCertificates(Settings settings) {
        super(settings);
    }

    @Override
    protected Partitions partitions() {
        return Partitions.of(8);
    }
}
// @end

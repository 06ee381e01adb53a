package org.annals.testkit.contract;

import java.time.Duration;
import java.util.List;

/** A tenant of each contract, whose recorder is whatever is on trial. */
final class OnTrial {
    private static final List<Class<? extends RecorderContract>> TENANTS =
            List.of(
                    AppendTenant.class,
                    RepeatTenant.class,
                    AggregateReadTenant.class,
                    LogReadTenant.class,
                    PageTenant.class,
                    QueryTenant.class,
                    ConditionTenant.class,
                    TrackingTenant.class,
                    LeaseTenant.class,
                    ParkingTenant.class,
                    TimerTenant.class,
                    TagFillTenant.class,
                    ProcessTenant.class,
                    TransactionWorkTenant.class,
                    SnapshotTenant.class,
                    ChainTenant.class,
                    OrderOfRefusalTenant.class,
                    ConcurrencyTenant.class,
                    ConditionRaceTenant.class,
                    FidelityTenant.class,
                    LimitsTenant.class,
                    LifeTenant.class,
                    DurabilityTenant.class,
                    IdentityTenant.class,
                    AdoptionTenant.class,
                    SecondOpeningTenant.class,
                    SubscriptionTenant.class,
                    PageSubscriptionTenant.class,
                    RandomizedTenant.class);

    private OnTrial() {}

    /** Returns all contracts. */
    static List<Class<? extends RecorderContract>> contracts() {
        return TENANTS.stream()
                .<Class<? extends RecorderContract>>map(OnTrial::contractOf)
                .toList();
    }

    /** Returns the tenant of a contract. */
    static Class<? extends RecorderContract> tenantOf(Class<? extends RecorderContract> contract) {
        return TENANTS.stream()
                .filter(tenant -> contractOf(tenant) == contract)
                .findFirst()
                .orElseThrow();
    }

    private static Class<? extends RecorderContract> contractOf(
            Class<? extends RecorderContract> tenant) {
        return tenant.getSuperclass().asSubclass(RecorderContract.class);
    }

    static final class AppendTenant extends AppendContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class RepeatTenant extends RepeatContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class AggregateReadTenant extends AggregateReadContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class LogReadTenant extends LogReadContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class PageTenant extends PageContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class QueryTenant extends QueryContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class ConditionTenant extends ConditionContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class TrackingTenant extends TrackingContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class LeaseTenant extends LeaseContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class ParkingTenant extends ParkingContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class TimerTenant extends TimerContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class TagFillTenant extends TagFillContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class ProcessTenant extends ProcessContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class TransactionWorkTenant extends TransactionWorkContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class SnapshotTenant extends SnapshotContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class ChainTenant extends ChainContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class OrderOfRefusalTenant extends OrderOfRefusalContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class ConcurrencyTenant extends ConcurrencyContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class ConditionRaceTenant extends ConditionRaceContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class FidelityTenant extends FidelityContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class LimitsTenant extends LimitsContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class LifeTenant extends LifeContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class DurabilityTenant extends DurabilityContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class IdentityTenant extends IdentityContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class AdoptionTenant extends AdoptionContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class SecondOpeningTenant extends SecondOpeningContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class SubscriptionTenant extends SubscriptionContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class PageSubscriptionTenant extends PageSubscriptionContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }

    static final class RandomizedTenant extends RandomizedContract {
        private final Duration deadline = Trial.deadline();

        @Override
        protected RecorderFixture openFixture() {
            return Trial.openDefendant();
        }

        @Override
        protected Duration deadline() {
            return deadline;
        }
    }
}

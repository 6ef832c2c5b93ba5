"""All that is told of children besides their episodes: reviews, health, adoptions and the rest."""

from fingerpost.synth.adoptions import adoptions_of
from fingerpost.synth.arrivals import unaccompanied_of
from fingerpost.synth.assessments import assessments_of
from fingerpost.synth.child_identifiers import child_identifiers_of
from fingerpost.synth.edge_days import reviewed_again
from fingerpost.synth.events import Events, Records
from fingerpost.synth.health import health_of
from fingerpost.synth.histories import spells_of
from fingerpost.synth.leavers import leavers_of
from fingerpost.synth.letters import numbers_in
from fingerpost.synth.liberty import deprivations_of
from fingerpost.synth.missing import missing_of
from fingerpost.synth.motherhood import with_mothers
from fingerpost.synth.permanence import earlier_permanence_of
from fingerpost.synth.places import places_of
from fingerpost.synth.providers import providers_of
from fingerpost.synth.referrals import referrals_of
from fingerpost.synth.reviews import reviews_of
from fingerpost.synth.stories import corrected_late
from fingerpost.synth.workers import worker_spells_of
from fingerpost.synth.world import World


def told(world: World, children: Records, episodes: Records) -> Events:
    """Return children and episodes with every other table of the return made to fit them."""
    spells = spells_of(world.seed, children, episodes)
    decisions, adoptions = adoptions_of(spells, children, episodes)
    providers = providers_of(world)
    assessments = assessments_of(world, spells, children)
    assessed = numbers_in(assessments["LAchildID"])
    tables = {
        "header": with_mothers(spells, children) if not world.is_written_by_hand else children,
        "episodes": episodes,
        "reviews": reviewed_again(world, reviews_of(spells, children)),
        "uasc": unaccompanied_of(spells, children, episodes),
        "oc2": health_of(spells, children),
        "oc3": leavers_of(spells, children),
        "ad1": adoptions,
        "placed_adoption": decisions,
        "prev_perm": earlier_permanence_of(spells, children, episodes),
        "missing": missing_of(spells, children, episodes),
        "sw_episodes": worker_spells_of(spells, children),
        "dolo": deprivations_of(world.seed, children, episodes),
        "assessments": assessments,
        "child_identifiers": child_identifiers_of(world, assessed, assessments, children),
        "cin_details": referrals_of(world, assessed, assessments),
        "providers": providers,
        "postcodes": places_of(world, episodes["HOME_POST"], episodes["PL_POST"], providers["postcode"]),
    }
    return Events({**tables, "return_values": corrected_late(world, tables)})
